import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stateLock } from '../../../scripts/checks/state-lock';
import { writeRun } from '../../../scripts/terraform/run-record';
import { fakeAccount, fakeContext } from '../../support/check-context';

const lock = (created: string): string =>
  JSON.stringify({ ID: 'abc', Operation: 'OperationTypeApply', Who: 'ann@laptop', Created: created });
const held = (created: string) => fakeAccount({ readLock: async () => lock(created) });
const emptyFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'lock-'));

test('no lock is fine', async () => {
  expect(await stateLock.run(fakeContext())).toEqual([expect.objectContaining({ level: 'ok' })]);
});

test('a young lock is only mentioned: who, since when, how long', async () => {
  const account = held('2026-05-31T23:50:00Z');
  const [found] = await stateLock.run(fakeContext({ account, directory: emptyFolder() }));
  expect(found).toMatchObject({
    level: 'warn',
    message: expect.stringMatching(/ann@laptop since 2026-05-31T23:50:00Z \(for 10 min/),
  });
});

test('an old lock is probably stale', async () => {
  const account = held('2026-05-31T12:00:00Z');
  expect((await stateLock.run(fakeContext({ account, directory: emptyFolder() })))[0]?.level).toBe('fail');
});

test('the lock of a run that was killed here is recovered by deploy', async () => {
  const directory = emptyFolder();
  writeRun(directory, {
    terraform: { pid: process.pid, started: 'long ago' },
    journal: 'apply-1.jsonl',
    operation: 'apply',
    startedAt: '',
    lockId: 'abc',
  });
  const [found] = await stateLock.run(fakeContext({ account: held('2026-05-31T23:59:00Z'), directory }));
  expect(found).toMatchObject({ level: 'fail', mend: expect.stringContaining('infra deploy dev') });
});
