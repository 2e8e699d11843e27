import type { TerraformEvent } from '../../../scripts/terraform/events';
import type { RunRecord } from '../../../scripts/terraform/run-record';
import {
  describeLock,
  isLockOf,
  lockFromDiagnostic,
  type LockInfo,
  readStateLock,
  removeLockRemains,
  whoAmI,
} from '../../../scripts/terraform/state-lock';
import { fakeAccount } from '../../support/check-context';

const lock: LockInfo = {
  ID: 'abc',
  Operation: 'OperationTypeApply',
  Who: whoAmI(),
  Created: '2026-05-01T10:00:00.123456Z',
};
const run: RunRecord = {
  terraform: { pid: 1, started: '' },
  journal: 'apply-1.jsonl',
  operation: 'apply',
  startedAt: '2026-05-01T09:59:59Z',
};
const place = { bucket: 'states', key: 'dev/terraform.tfstate', table: 'locks' };
/** A journal whose first word on a resource came at this time. */
const told = (at: string): TerraformEvent[] => [
  { type: 'version', terraform: '1.11.4' },
  { type: 'refresh_complete', at: new Date(at), address: 'aws_vpc.v' },
];
const events = told('2026-05-01T10:00:05Z');

test('a lock is found in the table, or in the file beside the state', async () => {
  const inTable = fakeAccount({
    readLock: async (_, id) => (id === 'states/dev/terraform.tfstate' ? JSON.stringify(lock) : undefined),
  });
  const inFile = fakeAccount({
    readObject: async (_, key) => (key === 'dev/terraform.tfstate.tflock' ? JSON.stringify(lock) : undefined),
  });
  expect(await readStateLock(inTable, place)).toEqual(lock);
  expect(await readStateLock(inFile, place)).toEqual(lock);
  expect(await readStateLock(fakeAccount(), place)).toBeUndefined();
});

test('a lock whose id was recorded is ours, any other is not', () => {
  expect(isLockOf(lock, { ...run, lockId: 'abc' }, [])).toBe(true);
  expect(isLockOf(lock, { ...run, lockId: 'other' }, events)).toBe(false);
});

test('without a recorded id, it is ours by person, machine, operation and time', () => {
  expect(isLockOf(lock, run, events)).toBe(true);
  expect(isLockOf({ ...lock, Who: 'ann@elsewhere' }, run, events)).toBe(false);
  expect(isLockOf({ ...lock, Operation: 'OperationTypePlan' }, run, events)).toBe(false);
  expect(isLockOf({ ...lock, Created: '2026-05-01T09:00:00Z' }, run, events)).toBe(false);
});

test('a lock that another checkout took later is not ours, nor is any of a run that never had it', () => {
  expect(isLockOf({ ...lock, Created: '2026-05-01T10:00:06Z' }, run, events)).toBe(false);
  const refused: TerraformEvent = {
    type: 'diagnostic',
    diagnostic: { severity: 'error', summary: 'Error acquiring the state lock', detail: '' },
  };
  expect(isLockOf(lock, run, [{ type: 'version', terraform: '1.11.4' }, refused])).toBe(false);
});

test('remains are removed only where they carry the id', async () => {
  const deleteLock = jest.fn(async () => undefined);
  const deleteObject = jest.fn(async () => undefined);
  const account = fakeAccount({
    readLock: async () => JSON.stringify({ ...lock, ID: 'someone else' }),
    readObject: async () => JSON.stringify(lock),
    deleteLock,
    deleteObject,
  });
  await removeLockRemains(account, place, 'abc');
  expect(deleteLock).not.toHaveBeenCalled();
  expect(deleteObject).toHaveBeenCalledWith('states', 'dev/terraform.tfstate.tflock');
});

test("Terraform's refusal is read: who holds the lock, since when", () => {
  const detail = `Error message: operation error DynamoDB: PutItem, ConditionalCheckFailedException
Lock Info:
  ID:        b0cd34e0-1c1b-b7b1-53bd-7ff4c6a6b2c6
  Path:      states/dev/terraform.tfstate
  Operation: OperationTypeApply
  Who:       ann@laptop
  Version:   1.11.4
  Created:   2026-05-01 10:00:00.123456789 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written`;
  const held = lockFromDiagnostic(detail);
  expect(describeLock(held!, new Date('2026-05-01T10:04:00Z'))).toBe(
    'held by ann@laptop since 2026-05-01T10:00:00Z (for 4 min 00 s), operation OperationTypeApply, lock id b0cd34e0-1c1b-b7b1-53bd-7ff4c6a6b2c6',
  );
  expect(lockFromDiagnostic('no such table')).toBeUndefined();
});
