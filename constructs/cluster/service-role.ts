import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { serviceTrust, type Statement } from '../identity/policy-document';

export interface ServiceRoleProps {
  readonly name: string;
  /** Who assumes it, such as `ec2.amazonaws.com`. */
  readonly service: string;
  /** When it may. @default - always */
  readonly conditions?: Statement['conditions'];
  /** Names of the policies that AWS maintains for the purpose. */
  readonly policies: readonly string[];
}

/** A role of the cluster itself, with exactly the policies that EKS asks for. */
export class ServiceRole extends Construct {
  readonly arn: string;
  /** What uses the role waits for this; otherwise it loses its permissions before it is deleted. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'Resource', {
      name: props.name,
      assumeRolePolicy: serviceTrust(props.service, props.conditions),
    });
    this.arn = role.arn;
    this.ready = props.policies.map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy, { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` }),
    );
  }
}
