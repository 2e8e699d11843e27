import { type IAspect, TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Protection } from '../protection';
import { resolved } from './attributes';
import { policies } from './policies';
import type { Checked, Policy, Violation } from './policy';

/** Lets one resource break one policy, for a reason that a reviewer accepted. */
export interface PolicyException {
  /** Id of the policy. */
  readonly policy: string;
  /** Construct path without the stack (`Cluster/Resource`), or Terraform address (`aws_eks_cluster.Cluster_Resource_…`). */
  readonly resource: string;
  /** Sid of the IAM statement that is excused. @default - whatever the policy finds in the resource */
  readonly statement?: string;
  readonly reason: string;
}

export interface PolicyChecksProps {
  readonly protection: Protection;
  /** An exception that excuses nothing is an error: it would hide the next violation. */
  readonly exceptions: readonly PolicyException[];
}

const show = (received: unknown): string => {
  if (received === undefined) return '(not set)';
  const text = JSON.stringify(received);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

/**
 * Fails the synthesis of a stack with all its policy violations at once. They are looked for during validation, when
 * every aspect and escape hatch has had its say.
 */
export class PolicyChecks implements IAspect {
  private readonly policies: readonly Policy[];
  private readonly watched = new WeakSet<TerraformStack>();

  constructor(private readonly props: PolicyChecksProps) {
    this.policies = policies(props.protection);
  }

  /** Watches the stack that `node` belongs to. */
  visit(node: IConstruct): void {
    const stack = TerraformStack.of(node);
    if (this.watched.has(stack)) return;
    this.watched.add(stack);
    stack.node.addValidation({ validate: () => this.problems(stack) });
  }

  private problems(stack: TerraformStack): string[] {
    const used = new Set<PolicyException>();
    const violations = this.elements(stack).flatMap((element) =>
      this.policies.flatMap((policy) =>
        policy
          .check(element)
          .filter((violation) => !this.isExcused(element, policy, violation, used))
          .map((violation) => this.describe(element, policy, violation)),
      ),
    );
    return [...violations, ...this.exceptionProblems(used)];
  }

  private elements(stack: TerraformStack): Checked[] {
    return stack.node
      .findAll()
      .filter(
        (node): node is Checked =>
          TerraformResource.isTerraformResource(node) || TerraformProvider.isTerraformProvider(node),
      );
  }

  private isExcused(element: Checked, policy: Policy, violation: Violation, used: Set<PolicyException>): boolean {
    const names = [this.path(element), `${element.terraformResourceType}.${element.friendlyUniqueId}`];
    const exception = this.props.exceptions.find(
      (candidate) =>
        candidate.policy === policy.id &&
        names.includes(candidate.resource) &&
        (candidate.statement === undefined || candidate.statement === violation.statement),
    );
    if (exception) used.add(exception);
    return exception !== undefined;
  }

  private describe(
    element: Checked,
    { id }: Policy,
    { attribute, received, rule, mend, statement }: Violation,
  ): string {
    const where = statement === undefined ? attribute : `${attribute} (statement ${statement})`;
    const value = show(resolved(received, element));
    return `${this.path(element)}: ${where} ${value} breaks ${id}: ${rule}: ${mend}`;
  }

  private exceptionProblems(used: ReadonlySet<PolicyException>): string[] {
    const known = this.policies.map(({ id }) => id);
    return this.props.exceptions.flatMap((exception) => {
      const { policy, resource, statement, reason } = exception;
      const name = `policy exception ${policy} of ${resource}${statement === undefined ? '' : ` (statement ${statement})`}`;
      if (!known.includes(policy)) return [`${name}: "${policy}" is no policy: name one of ${known.join(', ')}`];
      if (reason.trim() === '')
        return [`${name}: reason "" is empty: say why it is acceptable, or remove the exception`];
      return used.has(exception)
        ? []
        : [`${name}: excuses nothing: remove it, or correct its policy, resource or statement`];
    });
  }

  private path(element: Checked): string {
    return element.node.path.slice(TerraformStack.of(element).node.path.length + 1);
  }
}
