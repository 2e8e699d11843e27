import type { TerraformProvider, TerraformResource } from 'cdktf';

/** What policies look at. */
export type Checked = TerraformResource | TerraformProvider;

/** One thing that a policy forbids. */
export interface Violation {
  /** Terraform's name of the attribute, such as `vpc_config.public_access_cidrs`. */
  readonly attribute: string;
  /** What it holds; nothing when it is not set. */
  readonly received?: unknown;
  /** What must be true, and why. */
  readonly rule: string;
  /** What to write instead. */
  readonly mend: string;
  /** Sid of the statement in an IAM policy, so that an exception can excuse it alone. @default - the whole resource */
  readonly statement?: string;
}

/** A rule that every resource must obey, or be excused from by name. */
export interface Policy {
  /** Kebab-case, as exceptions name it. */
  readonly id: string;
  /** Everything about `element` that breaks the rule. */
  check(element: Checked): readonly Violation[];
}
