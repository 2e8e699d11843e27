import type { Output } from '../output';
import { shortAddress } from '../terraform/progress-model';

/** What came of looking after one resource. */
export interface Step {
  readonly address: string;
  /** Whether it is in the state now. @default false */
  readonly taken?: boolean;
  /** For the line about it. */
  readonly said: string;
  /** What remains to be done by people. @default - nothing */
  readonly problem?: string;
  /** Whether the next try may go better. @default false */
  readonly again?: boolean;
}

/** What remains after a recovery. */
export interface Outcome {
  /** What is to be looked at by people. */
  readonly problems: readonly string[];
  /** Whether it must be tried again, because something may exist that is not in the state. */
  readonly again: boolean;
}

export const taken = (address: string): Step => ({ address, taken: true, said: 'taken into the state' });

export const nothingLeft: Outcome = { problems: [], again: false };

/** Looks after one thing after the other, telling of each as it is done, and sums up what remains. */
export async function inTurn<T>(
  things: readonly T[],
  lookAfter: (thing: T) => Promise<Step>,
  output: Output,
): Promise<Outcome> {
  const problems: string[] = [];
  let again = false;
  for (const thing of things) {
    const step = await lookAfter(thing);
    const name = shortAddress(step.address);
    output.note(`    ${name}: ${step.said}`);
    if (step.problem) problems.push(`${name} ${step.problem}`);
    again ||= step.again ?? false;
  }
  return { problems, again };
}

export const both = (one: Outcome, other: Outcome): Outcome => ({
  problems: [...one.problems, ...other.problems],
  again: one.again || other.again,
});
