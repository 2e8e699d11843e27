import { UserError } from './errors';
import type { Target } from './target';
import { operate, type Session } from './terraform/operation';
import { planFile, removePlan } from './terraform/plan-file';
import type { Plan } from './terraform/planning';
import type { RunResult } from './terraform/runner';

/** Applies exactly this plan. It can be applied once: whatever comes of it, the plan is used up when something began. */
export async function applyPlan(session: Session, plan: Plan): Promise<RunResult> {
  const { directory } = session.workspace.terraform;
  try {
    const result = await operate(session, plan.metadata.purpose === 'destroy' ? 'destroy' : 'apply', [
      planFile(directory),
    ]);
    removePlan(directory);
    return result;
  } catch (error) {
    // Someone else's lock is no reason to look at the same plan again; everything else is.
    if (!(error instanceof UserError && error.message.includes('is locked'))) removePlan(directory);
    throw error;
  }
}

/** Outputs that are not secret, one a line. */
export const describeOutputs = (outputs: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(outputs).map(
    ([name, value]) => `  ${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );

/** For verbs that must not guess: without a terminal, only an explicit option counts as an answer. */
export const cannotAsk = (target: Target, verb: string, option: string): UserError =>
  new UserError({
    thing: `infra ${verb} ${target.environment.name}`,
    rule: 'asks before it changes anything, and no terminal is there to answer',
    mend: option,
  });
