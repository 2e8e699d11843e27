import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors';
import type { Output } from '../output';
import type { Target } from '../target';
import type { TerraformEvent } from '../terraform/events';
import { isSettled, readJournal } from '../terraform/journal';
import { erroredState, leftBehind } from '../terraform/left-behind';
import { accountOf, type Session } from '../terraform/operation';
import { endOrphans, isAlive } from '../terraform/process';
import { showProgress } from '../terraform/progress';
import { forgetRun, readRun, runFile, type RunRecord } from '../terraform/run-record';
import { followRun } from '../terraform/runner';
import { describeLock, isLockOf, readStateLock, removeLockRemains, stateLocation } from '../terraform/state-lock';
import { both, nothingLeft, type Outcome } from './outcome';
import { completeCutShort, takeIn } from './take-in';

/**
 * Waits for a Terraform that an earlier, killed `infra` left behind: it still works, saves its state and releases its
 * lock. Must come before anything is written into the working directory.
 */
export async function awaitFormerRun(target: Target, output: Output): Promise<void> {
  const record = readRun(target.directory);
  if (!record || !isAlive(record.terraform)) return;
  output.note(
    `An earlier run was cut off, but its Terraform (process ${record.terraform.pid}, ${record.operation} since ${record.startedAt}) still works: following it to its end.`,
  );
  const progress = showProgress({ label: `Earlier run of ${target.stack}`, output, onAws: !target.sandbox });
  try {
    await followRun(target.directory, record, progress);
  } finally {
    progress.stop();
  }
}

/** Whether the run of `record` still holds the lock: killed after it had reported its errors, it looks like settled. */
async function holdsLock(
  { target, workspace, localState }: Session,
  record: RunRecord,
  events: readonly TerraformEvent[],
): Promise<boolean> {
  if (localState) return false;
  const lock = await readStateLock(accountOf(target), stateLocation(workspace.stack));
  return lock !== undefined && isLockOf(lock, record, events);
}

/** Releases the lock that the killed run still holds; any other lock is left alone. */
async function releaseLock(session: Session, record: RunRecord, events: readonly TerraformEvent[]): Promise<void> {
  const { target, workspace, output } = session;
  const location = stateLocation(workspace.stack);
  const account = accountOf(target);
  const lock = await readStateLock(account, location);
  if (!lock) return;
  if (!isLockOf(lock, record, events))
    throw new UserError({
      thing: `state of ${target.stack}`,
      rule: `is locked, and not by the run that was killed here: ${describeLock(lock, new Date())}`,
      mend: `wait until that run ends, then run this again; only if you know that it was killed: cd ${target.directory} && terraform force-unlock ${lock.ID}`,
    });
  await workspace.terraform.forceUnlock(lock.ID);
  await removeLockRemains(account, location, lock.ID);
  output.note(`  released the lock that it left (${lock.ID})`);
}

/** Terraform writes this file when it cannot store the state. */
async function pushErroredState({ workspace, output }: Session): Promise<void> {
  const file = erroredState(workspace.terraform.directory);
  if (!existsSync(file)) return;
  await workspace.terraform.pushState(file);
  renameSync(file, `${file}.pushed`);
  output.note('  stored the state that it could not store itself (errored.tfstate)');
}

/** Tells people what remains to be done by them. @throws UserError when it must be tried again */
function tell({ target, output }: Session, { problems, again }: Outcome): void {
  for (const problem of problems) output.note(`  ! ${problem}`);
  if (again)
    throw new UserError({
      thing: `recovery of ${target.stack}`,
      rule: 'is not complete: what is marked with ! above may exist, but could not be taken into the state',
      mend: `mend the cause and run this again: it goes on from here. To give it up, and look after these things yourself: rm ${runFile(target.directory)}`,
    });
  if (problems.length > 0)
    output.note(
      '  If AWS says below that one of these exists already: terraform import, or delete it, then run this again.',
    );
}

/**
 * Mends what a killed Terraform left: its lock, a state that it could not store, resources that it made but could not
 * write down.
 *
 * @returns whether anything was there to mend; a plan from before is then worth nothing
 */
export async function recoverFormerRun(session: Session): Promise<boolean> {
  const { target, output } = session;
  const record = readRun(target.directory);
  if (!record) return false;
  const journal = path.join(target.directory, record.journal);
  const events = readJournal(journal);
  const tidy = isSettled(events) && !leftBehind(target.directory, record.operation, events);
  if (tidy && !(await holdsLock(session, record, events))) {
    forgetRun(target.directory);
    return false;
  }
  endOrphans(record.terraform);
  output.note(
    `The last ${record.operation} of ${target.stack} (${record.startedAt}) ${isSettled(events) ? 'could not tidy up' : 'was killed'}. Recovering:`,
  );
  if (!session.localState) await releaseLock(session, record, events);
  await pushErroredState(session);
  const outcome =
    record.operation === 'plan'
      ? nothingLeft
      : both(await completeCutShort(session, events), await takeIn(session, events));
  tell(session, outcome);
  forgetRun(target.directory);
  output.note('Recovered.');
  return true;
}
