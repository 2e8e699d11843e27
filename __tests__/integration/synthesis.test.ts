import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { derive } from '../../sandbox/derive';
import { providerMirror } from '../../sandbox/provider-mirror';
import type { SynthesizedStack } from '../../sandbox/stack-json';
import unsupported from '../../sandbox/unsupported.json';
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

test.each(names)("Terraform and the providers' schemas accept %s", async (name) => {
  const mirror = providerMirror({ workDirectory: output });
  const plugins = await mirror.available(['hashicorp/aws', 'hashicorp/helm']);
  if (!plugins.includes('hashicorp/helm')) withoutHelm(name);
  const options = { cwd: stack(name), env: terraformEnvironment(undefined, mirror.environment), extendEnv: false };
  await execa('terraform', ['init', '-backend=false', '-input=false'], options);
  const { stdout } = await execa('terraform', ['validate', '-json'], { ...options, reject: false });
  expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
});

/** Leaves out what only the plugin hashicorp/helm knows, where it cannot be had. */
function withoutHelm(name: string): void {
  const file = path.join(stack(name), 'cdk.tf.json');
  const synthesized = JSON.parse(readFileSync(file, 'utf8')) as SynthesizedStack;
  if (!synthesized.provider?.helm) return;
  process.stderr.write(`SKIPPED Helm releases of ${name}: the Terraform plugin hashicorp/helm is in no local mirror\n`);
  const { stack: kept } = derive(synthesized, unsupported, { endpoint: 'http://127.0.0.1:1', plugins: ['aws'] });
  writeFileSync(file, JSON.stringify(kept));
}

test('checkov finds nothing without a written reason, and no reason is out of date', async () => {
  const findings = await scanStacks(Object.fromEntries(names.map((name) => [name, stack(name)])));
  expect(unexcused(findings)).toEqual([]);
  expect(idleExceptions(findings)).toEqual([]);
});
