import { lockTableName, stateBucketName, stateKey } from '../../constructs/account/names';
import { isAlive } from '../terraform/process';
import { readRun } from '../terraform/run-record';
import { describeLock, readStateLock } from '../terraform/state-lock';
import { type Check, fail, ok, warn } from './check';

/** Longer than any deployment of ours takes. */
const staleAfter = 3 * 60 * 60_000;

export const stateLock: Check = {
  name: 'state lock',
  run: async ({ environment, account, stack, directory, now }) => {
    const bucket = stateBucketName(environment.account.id);
    const lock = await readStateLock(account, { bucket, key: stateKey(stack), table: lockTableName });
    if (!lock) return [ok('state is not locked')];
    const run = readRun(directory);
    if (run?.lockId === lock.ID && !isAlive(run.terraform))
      return [
        fail(
          `the lock of a run that was killed here is left: ${describeLock(lock, now)}`,
          `infra deploy ${environment.name}: it recovers`,
        ),
      ];
    return now.getTime() - Date.parse(lock.Created) > staleAfter
      ? [
          fail(
            `the state lock is probably stale: ${describeLock(lock, now)}`,
            `ask ${lock.Who} whether that run is over; then infra deploy ${environment.name} there, or terraform force-unlock ${lock.ID}`,
          ),
        ]
      : [warn(`the state is locked: ${describeLock(lock, now)}`, 'wait until that run ends')];
  },
};
