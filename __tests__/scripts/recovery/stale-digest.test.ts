import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AwsAccount } from '../../../scripts/aws/aws-account';
import { UserError } from '../../../scripts/errors';
import { initialize } from '../../../scripts/recovery/stale-digest';
import type { Session } from '../../../scripts/terraform/operation';
import { writeRun } from '../../../scripts/terraform/run-record';
import { fakeAccount } from '../../support/check-context';

let mockAccount: AwsAccount;
jest.mock('../../../scripts/terraform/operation', () => ({ accountOf: () => mockAccount }));

let directory: string;
const deleteLock = jest.fn(async () => undefined);
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'digest-'));
  mockAccount = fakeAccount({ deleteLock });
  deleteLock.mockClear();
});
afterEach(() => rmSync(directory, { recursive: true }));

const failed = (reason: string) =>
  new UserError({ thing: 'terraform init', rule: `Error refreshing state: ${reason}`, mend: 'see all of it' });
const stale = failed('state data in S3 does not have the expected content. The checksum calculated for the state …');
const killed = (): void =>
  writeRun(directory, {
    terraform: { pid: 0, started: '' },
    journal: 'apply-1.jsonl',
    operation: 'apply',
    startedAt: '2026-05-01T10:00:00Z',
    lockId: 'ours',
  });

/** A session whose first `terraform init` fails. */
function failing(error: UserError) {
  const lines: string[] = [];
  const init = jest.fn<Promise<void>, []>().mockRejectedValueOnce(error).mockResolvedValue();
  const backend = { s3: { bucket: 'states', key: 'dev', dynamodb_table: 'locks' } };
  const session = {
    target: { stack: 'dev', directory },
    workspace: { terraform: { init }, stack: { terraform: { backend } } },
    output: { note: (line: string) => lines.push(line) },
  } as unknown as Session;
  return { session, init, lines };
}

test('after a run that was killed here, the state is kept and its older digest is forgotten', async () => {
  killed();
  const { session, init, lines } = failing(stale);
  await initialize(session);
  expect(deleteLock.mock.calls).toEqual([['locks', 'states/dev-md5']]);
  expect(init).toHaveBeenCalledTimes(2);
  expect(lines.join()).toContain('kept the state, and forgot the digest');
});

test('where no run was killed, people are told what to do', async () => {
  const { session } = failing(stale);
  await expect(initialize(session)).rejects.toThrow('forget only the digest');
  expect(deleteLock).not.toHaveBeenCalled();
});

test('while another run holds the lock, it may be about to write the digest', async () => {
  killed();
  mockAccount = fakeAccount({ deleteLock, readLock: async () => JSON.stringify({ ID: 'other', Created: '' }) });
  await expect(initialize(failing(stale).session)).rejects.toThrow('if a run is still working, wait for it');
  expect(deleteLock).not.toHaveBeenCalled();
});

test('any other state that makes no sense is left alone', async () => {
  killed();
  await expect(initialize(failing(failed('not JSON')).session)).rejects.toThrow('Find the last good one');
  expect(deleteLock).not.toHaveBeenCalled();
});
