import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { execa } from 'execa';
import { stateBucketName, stateKey } from '../../constructs/account/names';
import { dummyCredentials } from '../../sandbox/derive';
import { type Simulator, startSimulator } from '../../sandbox/simulator';
import { Checkout, type Ended } from '../support/checkout';

/** What people get wrong: a clear message on stderr, exit code 1, and nothing written or changed. */

const ownAccount = '111122223333';
let account: Simulator;
const checkouts: Checkout[] = [];

beforeAll(async () => {
  account = await startSimulator({ accountId: ownAccount });
});

afterAll(async () => {
  await account?.stop();
  checkouts.forEach((checkout) => checkout.remove());
});

/** A checkout whose data name a real account instead of the placeholder. */
function checkoutOf(accountId: string, where?: Simulator): Checkout {
  const checkout = new Checkout(where);
  checkouts.push(checkout);
  if (accountId !== '000000000000')
    checkout.edit('environments/platform.ts', '{ id: placeholderAccountId,', `{ id: '${accountId}',`);
  return checkout;
}

/** Exit code 1, the message on stderr without a stack trace, and nothing on stdout. */
function expectRefusal({ exitCode, stdout, stderr }: Ended, ...messages: readonly string[]): void {
  for (const message of messages) expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(stdout).toBe('');
  expect(exitCode).toBe(1);
}

/** Synthesizes as `cdktf` does: it runs the app and passes on what that says. */
async function synth(checkout: Checkout, variables: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [path.join('bin', 'run.js'), 'main.ts'], {
    cwd: checkout.directory,
    env: { ...checkout.environment, ...variables },
    reject: false,
  });
  return { exitCode, stdout, stderr };
}

test.each(['plan', 'deploy', 'bootstrap', 'destroy', 'doctor', 'rehearse', 'graph'])(
  'infra %s of an unknown environment lists those that there are',
  async (verb) => {
    const checkout = checkoutOf('000000000000');
    expectRefusal(await checkout.infra(verb, 'production'), 'environment "production"', 'dev, staging, prod');
    expect(existsSync(path.join(checkout.directory, '.infra'))).toBe(false);
  },
);

test('an unknown name in STACKS lists those that there are, and writes nothing', async () => {
  const checkout = checkoutOf('000000000000');
  const refused = await synth(checkout, { STACKS: 'dev,production' });
  expectRefusal(refused, 'STACKS names unknown stacks: production. Valid: bootstrap, dev, staging, prod');
  expect(existsSync(path.join(checkout.directory, 'cdktf.out'))).toBe(false);
});

test('everything that is wrong with the environments is told at once, and nothing is written', async () => {
  const checkout = checkoutOf('000000000000');
  checkout.edit('environments/dev.ts', /zones: \[[^\]]*\]/, "zones: ['eu-central-1a']");
  checkout.edit('environments/staging.ts', /backupRetentionDays: \d+/, 'backupRetentionDays: 99');
  checkout.edit('environments/prod.ts', "backupRegion: 'us-west-2'", "backupRegion: 'eu-west-1'");
  const refused = await synth(checkout);
  expectRefusal(refused, 'dev.network.zones', 'staging.database.backupRetentionDays', 'prod.backupRegion');
  expect(existsSync(path.join(checkout.directory, 'cdktf.out'))).toBe(false);
});

test('what is wrong with applications is told at once, and nothing is written', async () => {
  const checkout = checkoutOf('000000000000');
  checkout.edit('environments/dev.ts', 'backend: { settings:', 'bakcend: { settings:');
  checkout.edit('environments/prod.ts', 'minimumAvailable: 2', 'minimumAvailable: 3');
  checkout.edit('environments/prod.ts', "limits: { cpu: '1', memory: '1Gi' }", "limits: { cpu: '1', memory: '256Mi' }");
  const refused = await synth(checkout);
  expectRefusal(
    refused,
    '3 problems',
    'dev.applications.bakcend: is no application',
    'prod.applications.backend.size.minimumAvailable: 3 leaves none of 3 replicas to move',
    'prod.applications.backend.size.limits.memory: "256Mi" is below the request "512Mi"',
  );
  expect(existsSync(path.join(checkout.directory, 'cdktf.out'))).toBe(false);
});

test('the placeholder account is refused outside of the sandbox', async () => {
  const checkout = checkoutOf('000000000000');
  expectRefusal(
    await checkout.infra('plan', 'dev'),
    'dev names the account 000000000000, which is only a placeholder',
    'npm run rehearse -- dev',
  );
});

test('credentials for another account are refused', async () => {
  const checkout = checkoutOf('444455556666', account);
  expectRefusal(
    await checkout.infra('plan', 'dev'),
    `signed in to account ${ownAccount}, but dev lives in 444455556666`,
  );
});

test('no credentials at all', async () => {
  const checkout = checkoutOf(ownAccount);
  expectRefusal(await checkout.infra('plan', 'dev'), 'AWS does not accept your credentials, or there are none');
});

describe('Terraform', () => {
  test('is missing', async () => {
    const checkout = checkoutOf(ownAccount, account);
    const empty = path.join(checkout.directory, 'empty');
    mkdirSync(empty);
    expectRefusal(await checkout.infraWith({ PATH: empty }, 'plan', 'dev'), 'terraform is not installed');
  });

  test('is too old', async () => {
    const checkout = checkoutOf(ownAccount, account);
    const bin = path.join(checkout.directory, 'old');
    mkdirSync(bin);
    writeFileSync(path.join(bin, 'terraform'), '#!/bin/sh\necho Terraform v1.5.7\n');
    chmodSync(path.join(bin, 'terraform'), 0o755);
    expectRefusal(await checkout.infraWith({ PATH: bin }, 'plan', 'dev'), 'Terraform 1.5.7 is outside >= 1.11.4');
  });
});

test('an account that was not prepared, and then a state that cannot be read', async () => {
  const checkout = checkoutOf(ownAccount, account);
  expectRefusal(
    await checkout.infra('plan', 'dev'),
    `the state bucket ${stateBucketName(ownAccount)} does not exist`,
    'infra bootstrap dev',
  );

  const s3 = new S3Client({
    region: 'us-east-1',
    endpoint: account.endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId: dummyCredentials.access_key, secretAccessKey: dummyCredentials.secret_key },
  });
  const at = { Bucket: stateBucketName(ownAccount) };
  await s3.send(new CreateBucketCommand(at));
  await s3.send(new PutObjectCommand({ ...at, Key: stateKey('dev'), Body: 'this is no state' }));
  expectRefusal(await checkout.infra('plan', 'dev'), 'state of dev: cannot be read', 'list-object-versions');
});

test.each(['staging', 'prod'])('%s refuses to be destroyed', async (name) => {
  const checkout = checkoutOf(ownAccount, account);
  expectRefusal(await checkout.infra('destroy', name, '--yes', name), `infra destroy ${name}: refused`);
});

test('an approval that names no saved plan is refused', async () => {
  const checkout = checkoutOf(ownAccount, account);
  expectRefusal(await checkout.infra('destroy', 'dev', '--yes', 'prod'), '--yes "prod": is not the environment');
});

test('without a terminal nothing is deployed that was not approved', async () => {
  const checkout = checkoutOf(ownAccount, account);
  expectRefusal(await checkout.infra('deploy', 'dev'), 'no terminal is there to answer');
});

test('DEBUG adds the stack trace', async () => {
  const { stderr } = await checkoutOf('000000000000').infraWith({ DEBUG: '1' }, 'plan', 'production');
  expect(stderr).toMatch(/^\s+at .+:\d+:\d+\)?$/m);
});
