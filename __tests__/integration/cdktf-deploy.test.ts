import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { platform } from '../../environments/platform';
import { derive, overrideFile } from '../../sandbox/derive';
import { placeholderDigests } from '../../sandbox/placeholder-digests';
import { providerMirror } from '../../sandbox/provider-mirror';
import { type Simulator, startSimulator } from '../../sandbox/simulator';
import type { SynthesizedStack } from '../../sandbox/stack-json';
import unsupported from '../../sandbox/unsupported.json';
import { sandboxVariables } from '../../scripts/sandbox-mode';
import { Checkout } from '../support/checkout';
import { StoredState } from '../support/stored-state';

/** CDKTF's own command, for those who are used to it. */

/** Which images to run. */
const variables = { TF_VAR_images: JSON.stringify(placeholderDigests(platform.images)) };

let account: Simulator;
let checkout: Checkout;

beforeAll(async () => {
  account = await startSimulator({ accountId: '000000000000' });
  checkout = new Checkout(account);
  expect(await checkout.infra('bootstrap', 'dev', '--yes')).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await account?.stop();
  checkout?.remove();
});

const options = () =>
  ({
    cwd: checkout.directory,
    env: {
      ...checkout.environment,
      ...sandboxVariables(account),
      ...providerMirror({ workDirectory: checkout.directory }).environment,
      CHECKPOINT_DISABLE: '1',
      ...variables,
    },
    stdin: 'ignore',
  }) as const;

const cdktf = (...args: readonly string[]) => execa('npx', ['cdktf', ...args], options());

/** CDKTF asks the registry for checksums unless they are written down; a local mirror tells them just as well. */
const writeLockFile = (stack: string) =>
  execa('terraform', ['init', '-backend=false', '-input=false'], { ...options(), cwd: folderOf(stack) });

const folderOf = (stack: string): string => path.join(checkout.directory, 'cdktf.out', 'stacks', stack);

/** Points the synthesized stack at the simulator, as `infra` does in the sandbox. */
function intoSandbox(stack: string): void {
  const folder = folderOf(stack);
  const file = path.join(folder, 'cdk.tf.json');
  const synthesized = JSON.parse(readFileSync(file, 'utf8')) as SynthesizedStack;
  const derived = derive(synthesized, unsupported, { endpoint: account.endpoint, plugins: ['aws'] });
  writeFileSync(file, JSON.stringify(derived.stack));
  writeFileSync(path.join(folder, overrideFile), JSON.stringify(derived.overrides));
}

test('npx cdktf deploy dev brings everything up, and `infra` goes on from there', async () => {
  await cdktf('synth');
  intoSandbox('dev');
  await writeLockFile('dev');
  await cdktf('deploy', 'dev', '--auto-approve', '--skip-synth');

  const state = new StoredState(account.endpoint, 'dev');
  expect((await state.addresses()).length).toBeGreaterThan(100);
  expect(await state.lock()).toBeUndefined();
  expect(await checkout.infraWith(variables, 'plan', 'dev')).toMatchObject({ exitCode: 0 });
});
