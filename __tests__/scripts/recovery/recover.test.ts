import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AwsAccount } from '../../../scripts/aws/aws-account';
import { recoverFormerRun } from '../../../scripts/recovery/recover';
import type { Session } from '../../../scripts/terraform/operation';
import { readRun, type RunRecord, writeRun } from '../../../scripts/terraform/run-record';
import { fakeAccount } from '../../support/check-context';

let mockAccount: AwsAccount;
jest.mock('../../../scripts/terraform/operation', () => ({ accountOf: () => mockAccount }));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'recover-'));
  mockAccount = fakeAccount();
});
afterEach(() => rmSync(directory, { recursive: true }));

const version = { type: 'version', terraform: '1.11.4' };
const failure = { type: 'diagnostic', diagnostic: { severity: 'error', summary: 'AccessDenied', detail: '' } };
const record: RunRecord = {
  terraform: { pid: 0, started: '' },
  journal: 'apply-1.jsonl',
  operation: 'apply',
  startedAt: '2026-05-01T10:00:00Z',
  lockId: 'ours',
};
const lockedAs = (ID: string): AwsAccount =>
  fakeAccount({
    readLock: async () => JSON.stringify({ ID, Operation: '', Who: 'ann@laptop', Created: '2026-05-01' }),
  });

/** A session after a run that wrote these lines into its journal. */
function after(...journal: readonly object[]) {
  writeRun(directory, record);
  writeFileSync(path.join(directory, record.journal), journal.map((line) => JSON.stringify(line)).join('\n'));
  const lines: string[] = [];
  const terraform = {
    directory,
    pullState: async () => '',
    importResource: jest.fn<Promise<string | undefined>, []>(async () => undefined),
    forceUnlock: jest.fn(async () => undefined),
    pushState: jest.fn(async () => undefined),
  };
  const backend = { s3: { bucket: 'states', key: 'dev', dynamodb_table: 'locks' } };
  const session = {
    target: { stack: 'dev', directory },
    workspace: { terraform, stack: { terraform: { backend } } },
    output: { note: (line: string) => lines.push(line) },
  } as unknown as Session;
  return { session, terraform, lines };
}

test('after a run that came to its own end nothing is mended', async () => {
  const { session, lines } = after(version, failure);
  expect(await recoverFormerRun(session)).toBe(false);
  expect(lines).toEqual([]);
  expect(readRun(directory)).toBeUndefined();
});

test('one that was killed between its errors and the release of its lock is recovered', async () => {
  mockAccount = lockedAs('ours');
  const { session, terraform } = after(version, failure);
  expect(await recoverFormerRun(session)).toBe(true);
  expect(terraform.forceUnlock).toHaveBeenCalledWith('ours');
  expect(readRun(directory)).toBeUndefined();
});

test("after one that came to its own end, somebody else's lock is no accident", async () => {
  mockAccount = lockedAs("somebody else's");
  const { session, terraform } = after(version, failure);
  expect(await recoverFormerRun(session)).toBe(false);
  expect(terraform.forceUnlock).not.toHaveBeenCalled();
});

test("somebody else's lock stops the recovery of a killed run, which is tried again", async () => {
  mockAccount = lockedAs("somebody else's");
  const { session, terraform } = after(version);
  await expect(recoverFormerRun(session)).rejects.toThrow(/not by the run that was killed here: held by ann@laptop/);
  expect(terraform.forceUnlock).not.toHaveBeenCalled();
  expect(readRun(directory)).toBeDefined();
});

test('a state that could not be stored is stored', async () => {
  const { session, terraform } = after(version, failure);
  const errored = path.join(directory, 'errored.tfstate');
  writeFileSync(errored, '{}');
  expect(await recoverFormerRun(session)).toBe(true);
  expect(terraform.pushState).toHaveBeenCalledWith(errored);
  expect(existsSync(errored)).toBe(false);
});

const created = {
  type: 'apply_complete',
  hook: { resource: { addr: 'aws_vpc.v', resource_type: 'aws_vpc' }, action: 'create', id_value: 'vpc-1' },
};

test('while AWS does not let something be taken in, nothing goes on, and the next run tries again', async () => {
  const { session, terraform, lines } = after(version, created);
  terraform.importResource.mockResolvedValueOnce('api error ThrottlingException: Rate exceeded');
  await expect(recoverFormerRun(session)).rejects.toThrow(/recovery of dev: is not complete[^]*rm \S+run\.json/);
  expect(lines).toContain('  ! aws_vpc.v (vpc-1) exists, but is not in the state');
  expect(await recoverFormerRun(session)).toBe(true);
  expect(terraform.importResource).toHaveBeenCalledTimes(2);
  expect(readRun(directory)).toBeUndefined();
});
