import type { Change } from './change';

/** Looks at one change. @returns what is risky about it, in plain words and without values that could be secret */
export interface Rule {
  readonly name: string;
  /** Types that the rule is about. @default - all */
  readonly types?: readonly string[];
  assess(change: Change): readonly string[];
}

/** Something in a plan that deserves a second look. */
export interface Risk {
  readonly rule: string;
  readonly address: string;
  readonly message: string;
}
