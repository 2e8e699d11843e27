import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Puts the environment's permissions boundary on every role of a stack. The deploy role may only create roles that
 * carry it, so no role can do more than the boundary says, whatever its policies grant.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class PermissionsBoundary implements IAspect {
  /** @param policyArn ARN of the boundary; the bootstrap stack makes it. */
  constructor(private readonly policyArn: string) {}

  visit(node: IConstruct): void {
    if (node instanceof IamRole) node.permissionsBoundary = this.policyArn;
  }
}
