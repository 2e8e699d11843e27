import path from 'node:path';
import { readJournal } from '../terraform/journal';
import { accountOf, type Session } from '../terraform/operation';
import { readRun } from '../terraform/run-record';
import { isLockOf, readStateLock, stateLocation } from '../terraform/state-lock';
import { digestItem, explainUnreadableState, isStaleDigest } from '../terraform/unreadable-state';

/**
 * Forgets the digest of a state that a run killed here wrote last: Terraform writes it anew with the next state.
 *
 * @returns whether it did: with no killed run, or while another one holds the lock, the digest may be right
 */
async function forgetDigest({ target, workspace, output }: Session): Promise<boolean> {
  const record = readRun(target.directory);
  if (!record) return false;
  const at = stateLocation(workspace.stack);
  const account = accountOf(target);
  const lock = await readStateLock(account, at);
  if (lock && !isLockOf(lock, record, readJournal(path.join(target.directory, record.journal)))) return false;
  await account.deleteLock(at.table, digestItem(at));
  output.note(
    `The last ${record.operation} of ${target.stack} (${record.startedAt}) was killed between writing the state and its digest: kept the state, and forgot the digest of the one before.`,
  );
  return true;
}

/** Prepares Terraform for a stack whose state lies in the bucket, also after a run that was killed while writing it. */
export async function initialize(session: Session): Promise<void> {
  const { terraform, stack } = session.workspace;
  const explain = (error: unknown): never => {
    throw explainUnreadableState(error, session.target.stack, stateLocation(stack));
  };
  try {
    await terraform.init();
  } catch (error) {
    if (!isStaleDigest(error) || !(await forgetDigest(session))) explain(error);
    await terraform.init().catch(explain);
  }
}
