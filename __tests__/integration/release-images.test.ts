import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { DataResource, TerraformOutput, TerraformStack, Testing } from 'cdktf';
import { execa } from 'execa';
import type { Protection } from '../../constructs/protection';
import { ReleaseImages } from '../../constructs/workloads/release-images';
import { derive, dummyCredentials, overrideFile } from '../../sandbox/derive';
import { providerMirror } from '../../sandbox/provider-mirror';
import { type Simulator, startSimulator } from '../../sandbox/simulator';
import { terraformEnvironment } from '../../scripts/terraform/terraform';

/** Which image runs, as real Terraform decides it: a message before anything is changed, or the values for Helm. */

const recordName = '/nxloy/dev/release';
const one = `sha256:${'1'.repeat(64)}`;
const two = `sha256:${'2'.repeat(64)}`;
let account: Simulator;

beforeAll(async () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  account = await startSimulator({ accountId: '111122223333' });
});

afterAll(async () => {
  await account?.stop();
  prepared.forEach(({ cwd }) => rmSync(cwd, { recursive: true, force: true }));
});

/** Puts down what the last good deployment ran. */
async function record(images: object): Promise<void> {
  const credentials = { accessKeyId: dummyCredentials.access_key, secretAccessKey: dummyCredentials.secret_key };
  const ssm = new SSMClient({ region: 'us-east-2', endpoint: account.endpoint, credentials });
  await ssm.send(
    new PutParameterCommand({ Name: recordName, Value: JSON.stringify(images), Type: 'String', Overwrite: true }),
  );
}

const prepared = new Map<Protection, { cwd: string; env: NodeJS.ProcessEnv; extendEnv: false }>();

/** A folder in which Terraform can plan a stack that runs one image. */
async function stackWith(protection: Protection) {
  const known = prepared.get(protection);
  if (known) return known;
  const stack = new TerraformStack(Testing.app(), 'images');
  new AwsProvider(stack, 'Aws', { region: 'us-east-2' });
  const images = ['nxloy-backend', 'nxloy-web'];
  const running = new ReleaseImages(stack, 'Images', {
    recordName,
    registry: 'registry.example.com',
    images,
    protection,
  });
  const { values, preconditions } = running.of('nxloy-backend');
  new DataResource(stack, 'Release', { lifecycle: { precondition: preconditions } });
  new TerraformOutput(stack, 'values', { value: values });

  const cwd = mkdtempSync(path.join(os.tmpdir(), 'nxloy-images-'));
  const { endpoint } = account;
  const derived = derive(JSON.parse(Testing.synth(stack)), [], { endpoint, plugins: ['aws', 'terraform'] });
  writeFileSync(path.join(cwd, 'cdk.tf.json'), JSON.stringify(derived.stack));
  writeFileSync(path.join(cwd, overrideFile), JSON.stringify(derived.overrides));
  const env = terraformEnvironment({ endpoint }, providerMirror({ workDirectory: cwd }).environment);
  const options = { cwd, env, extendEnv: false } as const;
  prepared.set(protection, options);
  await execa('terraform', ['init', '-input=false', '-no-color'], options);
  return options;
}

/** What Terraform makes of a variable: what it refuses, or the image that Helm gets. */
async function plan(protection: Protection, recorded: object, images: object) {
  await record(recorded);
  const stack = await stackWith(protection);
  const options = { ...stack, env: { ...stack.env, TF_VAR_images: JSON.stringify(images) } };
  const { exitCode, stderr } = await execa('terraform', ['plan', '-input=false', '-no-color', '-out=plan'], {
    ...options,
    reject: false,
  });
  const error = stderr.replace(/^[│╷╵]\s*/gm, '').replace(/\s+/g, ' ');
  if (exitCode !== 0) return { error };
  const { stdout } = await execa('terraform', ['show', '-json', 'plan'], options);
  return { error, image: JSON.parse(JSON.parse(stdout).planned_values.outputs.values.value).image };
}

test.each<readonly [string, Protection, object, string]>([
  [
    'a repository that there is not',
    'none',
    { 'nxloy-frontend': one },
    'images names an unknown repository: name one of nxloy-backend, nxloy-web.',
  ],
  [
    'the tag latest',
    'none',
    { 'nxloy-backend': 'latest' },
    'tags other than latest: nobody can say what that was yesterday.',
  ],
  ['no tag', 'none', { 'nxloy-backend': '' }, 'images must be digests, sha256:<64 hexadecimal digits>, or tags'],
  [
    'a tag where data is protected',
    'deletion-protection',
    { 'nxloy-backend': '1.2' },
    'images must be digests, sha256:<64 hexadecimal digits>: a tag can be moved',
  ],
  ['half a digest', 'prevent-destroy', { 'nxloy-backend': 'sha256:1234' }, 'images must be digests'],
])('%s is refused', async (_, protection, images, message) => {
  expect((await plan(protection, {}, images)).error).toContain(message);
});

test('nothing is planned while nobody has said what to run', async () => {
  const { error } = await plan('none', { 'nxloy-web': one }, {});
  expect(error).toContain('names no image to run for nxloy-backend');
  expect(error).toContain(`TF_VAR_images='{"nxloy-backend":"sha256:…"}'`);
});

test('what was recorded goes on running', async () => {
  expect(await plan('prevent-destroy', { 'nxloy-backend': one }, {})).toMatchObject({
    image: { repository: 'registry.example.com/nxloy-backend', digest: one },
  });
});

test('what is named runs instead, by digest or, where nothing is protected, by tag', async () => {
  const recorded = { 'nxloy-backend': one };
  expect((await plan('prevent-destroy', recorded, { 'nxloy-backend': two })).image).toMatchObject({ digest: two });
  const { image } = await plan('none', recorded, { 'nxloy-backend': '1.4.2-3f2a91c' });
  expect(image).toEqual({ repository: 'registry.example.com/nxloy-backend', tag: '1.4.2-3f2a91c' });
});
