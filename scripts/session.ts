import pc from 'picocolors';
import type { Dropped } from '../sandbox/derive';
import { preflight } from './checks/preflight';
import type { Output } from './output';
import { awaitFormerRun, recoverFormerRun } from './recovery/recover';
import { initialize } from './recovery/stale-digest';
import { describeDropped } from './rehearsal/describe-dropped';
import type { Target } from './target';
import type { Session } from './terraform/operation';
import { removePlan } from './terraform/plan-file';
import { prepareWorkspace, type WorkspaceOptions } from './workspace';

export interface SessionOptions extends WorkspaceOptions {
  /** Told what the simulator does not have. @default - it is printed */
  readonly onDropped?: (dropped: readonly Dropped[]) => void;
}

/** Makes a stack ready for a plan: checks, fresh synthesis, plugins and state at hand, earlier accidents mended. */
export async function openSession(target: Target, output: Output, options: SessionOptions = {}): Promise<Session> {
  await preflight(target, { stateBucketNeeded: true });
  await awaitFormerRun(target, output);
  output.note(pc.dim(`Synthesizing ${target.stack}`));
  const session: Session = { target, output, workspace: await prepareWorkspace(target, options) };
  const { dropped } = session.workspace;
  if (options.onDropped) options.onDropped(dropped);
  else dropped.forEach((one) => output.note(pc.dim(describeDropped(one))));
  output.note(pc.dim('Preparing Terraform'));
  await initialize(session);
  const recovered = await recoverFormerRun(session);
  if (recovered) removePlan(target.directory);
  return { ...session, recovered };
}
