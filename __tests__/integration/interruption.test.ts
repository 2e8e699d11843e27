import { setTimeout as sleep } from 'node:timers/promises';
import { type InventoryItem, type Simulator, startSimulator } from '../../sandbox/simulator';
import { added } from '../../scripts/rehearsal/leftovers';
import { whoAmI } from '../../scripts/terraform/state-lock';
import { Checkout, type Ended, type Running } from '../support/checkout';
import { StoredState } from '../support/stored-state';

/**
 * One environment, deployed by people who are interrupted at every turn. The tests build on each other: at the end the
 * account holds what an undisturbed deployment would have made, and then nothing.
 */

let account: Simulator;
let checkout: Checkout;
let colleague: Checkout;
let state: StoredState;
let before: readonly InventoryItem[];

beforeAll(async () => {
  account = await startSimulator({ accountId: '000000000000' });
  checkout = new Checkout(account);
  colleague = new Checkout(account);
  state = new StoredState(account.endpoint, 'dev');
});

afterAll(async () => {
  await account?.stop();
  checkout?.remove();
  colleague?.remove();
});

/** Waits for `done`, which must come true before `running` ends. */
async function until(done: () => boolean, { ended: running }: Running): Promise<void> {
  let ended: Ended | undefined;
  void running.then((result) => (ended = result));
  while (!done()) {
    if (ended) throw new Error(`ended too early, with ${ended.exitCode}:\n${ended.stdout}\n${ended.stderr}`);
    await sleep(100);
  }
}

test('a bootstrap that is killed half-way goes on where it was, and moves its state into the bucket', async () => {
  const first = checkout.start('bootstrap', 'dev', '--yes');
  await until(() => checkout.made('bootstrap').length >= 12, first);
  checkout.killTerraform('bootstrap');
  expect(await first.ended).toMatchObject({ exitCode: 1 });

  const second = await checkout.infra('bootstrap', 'dev', '--yes');
  expect(second.stderr).toContain('was killed. Recovering:');
  expect(second.stderr).toMatch(/(made, but not in the state|begun, and how it ended is not known): \d+/);
  expect(second.stderr).toMatch(/Moved the state \(\d+ resources\) into s3:/);
  expect(second.exitCode).toBe(0);
  before = await account.inventory();

  const third = await checkout.infra('bootstrap', 'dev', '--yes');
  expect(third.stderr).toContain('bootstrap: nothing to do');
  expect(third.exitCode).toBe(0);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s stops a deployment in good order: everything made is in the state, and nothing is locked',
  async (signal) => {
    const deployment = checkout.start(...(await checkout.approve('dev')));
    await until(() => checkout.made('dev').length >= 5, deployment);
    deployment.kill(signal);
    const { exitCode, stderr } = await deployment.ended;
    expect(stderr).toContain('Stopping: Terraform finishes what it is making');
    expect(stderr).toContain('dev: was stopped when you asked for it');
    expect(exitCode).toBe(1);
    expect(await state.lock()).toBeUndefined();
    expect(await state.addresses()).toEqual(expect.arrayContaining(checkout.made('dev')));
  },
);

test('after SIGKILL the same command releases the lock, takes in what was made, and says so', async () => {
  const approved = await checkout.approve('dev');
  const deployment = checkout.start(...approved);
  await until(() => checkout.made('dev').length >= 8, deployment);
  checkout.killTerraform('dev');
  deployment.kill('SIGKILL');
  await deployment.ended;
  const made = checkout.made('dev');
  const known = await state.addresses();
  expect(made.filter((address) => !known.includes(address))).not.toEqual([]);
  expect(await state.lock()).toBeDefined();

  const { exitCode, stderr } = await checkout.infra(...approved);
  expect(stderr).toContain('was killed. Recovering:');
  expect(stderr).toContain('released the lock that it left');
  expect(stderr).toMatch(/(made, but not in the state|begun, and how it ended is not known): \d+/);
  expect(stderr).toContain('names a plan from before the recovery');
  expect(exitCode).toBe(1);
  expect(await state.lock()).toBeUndefined();
  expect(await state.addresses()).toEqual(expect.arrayContaining(made));
});

test('of two deployments at once one wins, and the other says who holds the lock and since when', async () => {
  const both = [await checkout.approve('dev'), await colleague.approve('dev')] as const;
  const won = checkout.start(...both[0]);
  await until(() => checkout.made('dev').length >= 1, won);

  const lost = await colleague.infra(...both[1]);
  expect(lost.stderr).toContain(`state of dev: is locked: held by ${whoAmI()} since 20`);
  expect(lost.exitCode).toBe(1);

  // Only the command dies, as when a terminal is closed by force: Terraform works on.
  won.kill('SIGKILL');
  await won.ended;
  const next = await checkout.infra('plan', 'dev');
  expect(next.stderr).toContain('still works: following it to its end');
  expect(next.stdout).toContain('dev: nothing to do');
  expect(next.exitCode).toBe(0);

  const late = await colleague.infra(...both[1]);
  expect(late.stderr).toContain('plan of dev: is stale: something was changed since it was made. Nothing was applied');
  expect(late.exitCode).toBe(1);
});

test('throttling and errors of AWS that pass do not stop a deployment', async () => {
  checkout.edit('environments/dev.ts', "owner: 'platform'", "owner: 'payments'");
  const approved = await checkout.approve('dev');
  await account.fault({ action: 'ec2:*', kind: 'throttling', times: 2 });
  await account.fault({ action: 'kms:*', kind: 'server-error', times: 2 });
  const { exitCode, stderr } = await checkout.infra(...approved);
  expect(stderr).toContain('dev is deployed.');
  expect(exitCode).toBe(0);
  expect(await account.pendingFaults()).toEqual([]);
});

test('credentials that expire half-way lose nothing: the state is kept here, and stored by the next command', async () => {
  checkout.edit('environments/dev.ts', "owner: 'payments'", "owner: 'platform'");
  const approved = await checkout.approve('dev');
  const deployment = checkout.start(...approved);
  await until(() => checkout.changed('dev').length >= 5, deployment);
  await account.fault({ action: '*', kind: 'expired-credentials' });
  const failed = await deployment.ended;
  expect(failed.stderr).toContain('ExpiredToken');
  expect(failed.exitCode).toBe(1);

  await account.clearFaults();
  const next = await checkout.infra('plan', 'dev');
  expect(next.stderr).toContain('stored the state that it could not store itself');
  expect(next.exitCode).toBe(2);
  expect(await state.lock()).toBeUndefined();
  expect((await checkout.deploy('dev')).exitCode).toBe(0);
  expect((await checkout.infra('plan', 'dev')).exitCode).toBe(0);
});

test('destroying it leaves nothing, whoever made what', async () => {
  const { exitCode, stderr } = await checkout.infra('destroy', 'dev', '--yes', 'dev');
  expect(stderr).toContain('dev is destroyed.');
  expect(exitCode).toBe(0);
  expect(added(before, await account.inventory())).toEqual([]);
});
