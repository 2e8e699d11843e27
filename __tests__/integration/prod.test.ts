import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { execa } from 'execa';
import { secretName } from '../../constructs/account/names';
import { dummyCredentials } from '../../sandbox/derive';
import { type Simulator, startSimulator } from '../../sandbox/simulator';
import { findEnvironment } from '../../scripts/target';
import { planFile } from '../../scripts/terraform/plan-file';
import { Checkout } from '../support/checkout';
import { scanPlan, unexcused } from '../support/checkov';
import { grants } from '../support/iam';
import { StoredState } from '../support/stored-state';

/** prod, applied once: every change that people will want to make one day is planned against it. */

let account: Simulator;
let checkout: Checkout;
/** Every AWS API call of the deployment. */
let asked: readonly string[];
let deployed: { readonly stdout: string; readonly stderr: string };

beforeAll(async () => {
  account = await startSimulator({ accountId: '000000000000' });
  checkout = new Checkout(account);
  expect(await checkout.infra('bootstrap', 'prod', '--yes')).toMatchObject({ exitCode: 0 });
  const approved = await checkout.approve('prod');
  await savePlan('first-plan.json');
  asked = await callsDuring(async () => {
    deployed = await checkout.infra(...approved);
  });
  expect(deployed).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await account?.stop();
  checkout?.remove();
});

/** Names of the AWS API calls that happen meanwhile. */
async function callsDuring(action: () => Promise<void>): Promise<string[]> {
  const counts = async () =>
    new Map((await account.actions()).map((call) => [`${call.action} ${call.resource}`, call.count]));
  const before = await counts();
  await action();
  const more = [...(await counts())].filter(([call, count]) => count > (before.get(call) ?? 0));
  return [...new Set(more.map(([call]) => call.split(' ')[0]!))].sort();
}

const inWorkingDirectory = (name: string): string => path.join(checkout.workingDirectory('prod'), name);

/** Writes the saved plan as `terraform show -json` does. */
async function savePlan(name: string): Promise<void> {
  const cwd = checkout.workingDirectory('prod');
  const { stdout } = await execa('terraform', ['show', '-json', planFile(cwd)], {
    cwd,
    env: { TF_CLI_CONFIG_FILE: inWorkingDirectory('terraform.rc') },
    maxBuffer: 1 << 28,
  });
  writeFileSync(inWorkingDirectory(name), stdout);
}

interface PlanReport {
  readonly changes: readonly { readonly address: string; readonly type: string; readonly actions: readonly string[] }[];
  readonly risks: readonly { readonly address: string; readonly rule: string }[];
}

async function plan(): Promise<PlanReport> {
  const { stdout, stderr, exitCode } = await checkout.infra('plan', 'prod', '--json');
  if (exitCode === 1) throw new Error(stderr);
  return JSON.parse(stdout) as PlanReport;
}

const data = 'environments/prod.ts';

/** Changes prod's data, plans, and changes them back. */
async function planWith(from: string | RegExp, to: string): Promise<PlanReport> {
  const before = readFileSync(path.join(checkout.directory, data), 'utf8');
  checkout.edit(data, from, to);
  try {
    return await plan();
  } finally {
    writeFileSync(path.join(checkout.directory, data), before);
  }
}

describe('secrets', () => {
  /** The master password, as only the account knows it. */
  async function masterPassword(): Promise<string> {
    const client = new SecretsManagerClient({
      region: findEnvironment('prod').region,
      endpoint: account.endpoint,
      credentials: { accessKeyId: dummyCredentials.access_key, secretAccessKey: dummyCredentials.secret_key },
    });
    const command = new GetSecretValueCommand({ SecretId: secretName('prod', 'database-master') });
    return (JSON.parse((await client.send(command)).SecretString ?? '') as { password: string }).password;
  }

  /** Every file below a folder, as text. */
  const filesIn = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(folder, name))
      .filter((file) => !file.includes('.terraform/') && statSync(file).isFile());

  test('are in no plan, journal, file, message or state', async () => {
    const password = await masterPassword();
    await planWith("owner: 'platform'", "owner: 'payments'");
    await savePlan('second-plan.json');
    const unpacked = [
      '-m',
      'zipfile',
      '-e',
      planFile(checkout.workingDirectory('prod')),
      inWorkingDirectory('unpacked'),
    ];
    await execa('python3', unpacked);
    expect(password.length).toBeGreaterThanOrEqual(32);
    const files = filesIn(checkout.workingDirectory('prod'));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => readFileSync(file, 'latin1').includes(password))).toEqual([]);
    expect(deployed.stdout + deployed.stderr).not.toContain(password);
    expect(await new StoredState(account.endpoint, 'prod').text()).not.toContain(password);
  });
});

test('checkov finds nothing in the saved plan without a written reason', async () => {
  expect(unexcused(await scanPlan('prod', inWorkingDirectory('first-plan.json')))).toEqual([]);
});

test('a second plan is empty, and asks for nothing that the plan role may not', async () => {
  const planned = await callsDuring(async () => {
    expect((await plan()).changes).toEqual([]);
  });
  expect(planned.length).toBeGreaterThan(50);
  expect(planned.filter((call) => !grants('plan', call))).toEqual([]);
});

test('the deploy role may do all that the deployment asked for', () => {
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((call) => !grants('deploy', call))).toEqual([]);
});

test('destroying it is refused before anything is asked or changed', async () => {
  const serial = await new StoredState(account.endpoint, 'prod').text();
  const { exitCode, stderr } = await checkout.infra('destroy', 'prod', '--yes', 'prod');
  expect(stderr).toContain('infra destroy prod: refused: prod is protected');
  expect(exitCode).toBe(1);
  expect(await new StoredState(account.endpoint, 'prod').text()).toBe(serial);
});

describe('an upgrade destroys nothing', () => {
  /** Nodes hold nothing: a group may be replaced, if the new one is there before the old one goes. */
  const isRenewal = ({ type, actions }: PlanReport['changes'][number]): boolean =>
    type === 'aws_eks_node_group' && actions.join() === 'create,delete';

  test.each<[string, string | RegExp, string, string]>([
    ['adding a zone', "'us-east-2c'],", "'us-east-2c', 'us-east-2d'],", 'aws_subnet'],
    ['growing the storage', 'storage: 100,', 'storage: 200,', 'aws_db_instance'],
    ['a larger database', 'db.m7g.large', 'db.m7g.xlarge', 'aws_db_instance'],
    ['another replica', 'readReplicas: 2', 'readReplicas: 3', 'aws_db_instance'],
    ['larger nodes', "instanceTypes: ['m7g.large']", "instanceTypes: ['m7g.xlarge']", 'aws_launch_template'],
    ['a larger cache', 'cache.m7g.large', 'cache.m7g.xlarge', 'aws_elasticache_replication_group'],
    ['other tags', "owner: 'platform'", "owner: 'payments'", 'aws_vpc'],
  ])('%s', async (_, from, to, type) => {
    const { changes, risks } = await planWith(from, to);
    expect(changes.map((change) => change.type)).toContain(type);
    expect(changes.filter((change) => change.actions.includes('delete') && !isRenewal(change))).toEqual([]);
    expect(risks.filter(({ rule }) => ['data-loss', 'encryption-key'].includes(rule))).toEqual([]);
  });

  test('a newer Kubernetes, once the charts support it', async () => {
    await expect(planWith("version: '1.35'", "version: '1.36'")).rejects.toThrow(
      /chart cluster-autoscaler \S+ supports Kubernetes 1\.35 to 1\.35, but the cluster is 1\.36/,
    );
    const charts = 'constructs/platform/charts.ts';
    const before = readFileSync(path.join(checkout.directory, charts), 'utf8');
    checkout.edit(charts, /'1\.35'\]/g, "'1.36']");
    try {
      const { changes } = await planWith("version: '1.35'", "version: '1.36'");
      expect(changes.map((change) => change.type)).toContain('aws_eks_cluster');
      expect(changes.filter((change) => change.actions.includes('delete') && !isRenewal(change))).toEqual([]);
    } finally {
      writeFileSync(path.join(checkout.directory, charts), before);
    }
  });

  test('other types of nodes replace their group only when the new ones are there', async () => {
    const { changes } = await planWith("['m7g.large', 'm6g.large', 'r7g.large']", "['m7g.xlarge', 'r7g.xlarge']");
    const replaced = changes.filter(({ actions }) => actions.includes('delete'));
    expect(replaced).toMatchObject([{ type: 'aws_eks_node_group', actions: ['create', 'delete'] }]);
  });
});
