import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { providerMirror } from '../../sandbox/provider-mirror';
import { terraformEnvironment } from '../../scripts/terraform/terraform';
import { idleExceptions, scanStacks, unexcused } from '../support/checkov';

/** What `npx cdktf synth` writes, as the tools see it that work with it. */

const projectRoot = path.join(__dirname, '..', '..');
const names = ['bootstrap', 'dev', 'staging', 'prod'];
let output: string;
const stack = (name: string): string => path.join(output, 'stacks', name);

beforeAll(async () => {
  output = mkdtempSync(path.join(os.tmpdir(), 'nxloy-synthesis-'));
  await execa('npx', ['cdktf', 'synth', '--output', output], { cwd: projectRoot, env: { CI: 'true', STACKS: '' } });
});

afterAll(() => rmSync(output, { recursive: true, force: true }));

test('there is one stack for the account and one for each environment', () => {
  expect(names.filter((name) => existsSync(path.join(stack(name), 'cdk.tf.json')))).toEqual(names);
});

test.each(names)("Terraform and the provider's schema accept %s", async (name) => {
  const mirror = providerMirror({ workDirectory: output });
  const options = { cwd: stack(name), env: terraformEnvironment(undefined, mirror.environment), extendEnv: false };
  await execa('terraform', ['init', '-backend=false', '-input=false'], options);
  const { stdout } = await execa('terraform', ['validate', '-json'], { ...options, reject: false });
  expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
});

test('checkov finds nothing without a written reason, and no reason is out of date', async () => {
  const findings = await scanStacks(Object.fromEntries(names.map((name) => [name, stack(name)])));
  expect(unexcused(findings)).toEqual([]);
  expect(idleExceptions(findings)).toEqual([]);
});
