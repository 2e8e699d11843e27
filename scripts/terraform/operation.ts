import { SdkAccount } from '../aws/sdk-account';
import { showFailedJobs } from '../kubernetes/failed-jobs';
import type { Output } from '../output';
import { completeCutShort } from '../recovery/take-in';
import type { Target } from '../target';
import type { Workspace } from '../workspace';
import { isExpected } from './expected-warnings';
import { describeDiagnostic, diagnosticsOf, failureOf } from './failure';
import { isUntidy } from './left-behind';
import { showProgress } from './progress';
import { forgetRun, type Operation } from './run-record';
import { type RunResult, runTerraform } from './runner';
import { readStateLock, stateLocation } from './state-lock';

/** A stack that is ready for Terraform, and where to write about it. */
export interface Session {
  readonly target: Target;
  readonly workspace: Workspace;
  readonly output: Output;
  /** Whether an earlier accident was mended just now; plans from before are worth nothing. @default false */
  readonly recovered?: boolean;
  /** While bootstrapping: the state lies in a file, where nobody else can lock it. @default false */
  readonly localState?: boolean;
}

const labels: Record<Operation, string> = { plan: 'Planning', apply: 'Deploying', destroy: 'Destroying' };

/** The account as verbs see it. */
export const accountOf = ({ environment, sandbox }: Target): SdkAccount => new SdkAccount(environment.region, sandbox);

/** Runs one long operation with its progress shown. Exit codes in `accepted` are fine, any other is an error. */
export async function operate(
  session: Session,
  operation: Operation,
  flags: readonly string[],
  accepted: readonly number[] = [0],
): Promise<RunResult> {
  const { target, workspace, output } = session;
  const progress = showProgress({ label: `${labels[operation]} ${target.stack}`, output, onAws: !target.sandbox });
  let result: RunResult;
  try {
    result = await runTerraform(workspace.terraform, {
      operation,
      flags,
      observe: (event) => progress.observe(event),
      say: (line) => progress.say(line),
      readLockId: async () =>
        session.localState ? undefined : (await readStateLock(accountOf(target), stateLocation(workspace.stack)))?.ID,
    });
  } finally {
    progress.stop();
  }
  for (const diagnostic of diagnosticsOf(result.events))
    if (diagnostic.severity === 'warning' && !isExpected(diagnostic)) output.note(describeDiagnostic(diagnostic));
  // Without its lock and its state nothing can be completed now: the next run does it.
  if (result.interrupted && operation === 'apply' && !isUntidy(target.directory, result.events)) {
    const { problems, again } = await completeCutShort(session, result.events);
    problems.forEach((problem) => output.note(`  ! ${problem}`));
    if (!again) forgetRun(target.directory);
  }
  if (accepted.includes(result.exitCode) && !result.interrupted) return result;
  if (operation === 'apply') await showFailedJobs(session, result.events);
  throw failureOf(target, result);
}
