import { Netmask } from 'netmask';
import type { Environment } from './schema';

/** Something wrong with an environment's data: where, and what to do about it. */
export interface Problem {
  /** Path into the data, such as `prod.network.zones`. */
  readonly path: string;
  /** What was received, the rule, and the mend. */
  readonly message: string;
}

/** A rule over several fields of one environment. It is asked once all that it reads is well-formed. */
export interface Rule {
  readonly reads: readonly (keyof Environment)[];
  /** Problems with paths inside the environment. */
  check(environment: Environment): readonly Problem[];
}

/** A {@link Rule} that can only see what it says it reads. */
export const rule = <K extends keyof Environment>(
  reads: readonly K[],
  check: (environment: Pick<Environment, K>) => readonly (Problem | false)[],
): Rule => ({ reads, check: (environment) => check(environment).filter((problem) => problem !== false) });

/** A problem at a path. */
export const at = (path: string, message: string): Problem => ({ path, message });

/** Whether two IPv4 ranges share an address. */
export const overlap = (a: string, b: string): boolean => {
  const [first, second] = [new Netmask(a), new Netmask(b)];
  return first.contains(second.base) || second.contains(first.base);
};

/** Values that occur more than once, each named once. */
export const duplicates = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];
