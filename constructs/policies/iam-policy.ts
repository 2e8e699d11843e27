import { type Attributes, blocks, listed, resolved } from './attributes';
import type { Checked } from './policy';

/** A statement of an IAM policy as AWS will read it, with every "one or many" turned into a list. */
export interface ReadStatement {
  /** Its Sid, or its position where it has none. */
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Principals of all kinds; `*` where anyone is meant. */
  readonly principals: readonly string[];
  /** `NotAction`, `NotResource` or `NotPrincipal`, where the statement says what it is not about. */
  readonly inversions: readonly string[];
  readonly condition: Attributes;
}

const inversions = ['NotAction', 'NotResource', 'NotPrincipal'];

const strings = (value: unknown): readonly string[] => listed(value).map(String);

const principals = (value: unknown): readonly string[] =>
  value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : strings(value);

function parse(policy: unknown): { readonly Statement?: unknown } | undefined {
  if (typeof policy !== 'string') return undefined;
  try {
    return JSON.parse(policy);
  } catch {
    return undefined;
  }
}

/**
 * The statements of a policy's JSON, also when it is put together at the end of synthesis; nothing when it is a
 * reference, which cannot be read before it is applied.
 */
export function readPolicy(policy: unknown, owner: Checked): readonly ReadStatement[] | undefined {
  // Before tokens are resolved, as expressions would bring quotes of their own into the JSON.
  const document = parse(policy) ?? parse(resolved(policy, owner));
  if (document === undefined) return undefined;
  return blocks(document.Statement).map((statement, index) => ({
    sid: typeof statement.Sid === 'string' ? statement.Sid : `#${index + 1}`,
    effect: String(statement.Effect),
    actions: strings(statement.Action),
    resources: strings(statement.Resource),
    principals: principals(statement.Principal),
    inversions: inversions.filter((key) => statement[key] !== undefined),
    condition: (statement.Condition ?? {}) as Attributes,
  }));
}
