import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { serviceTrust } from '../identity/policy-document';

export interface MonitoringRoleProps {
  readonly name: string;
  readonly accountId: string;
}

/**
 * Lets RDS publish what the operating system under a database does (enhanced monitoring).
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export class MonitoringRole extends Construct {
  readonly arn: string;
  /** What instances wait for: RDS refuses a role that may not publish yet. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MonitoringRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'Resource', {
      name: props.name,
      description: 'RDS enhanced monitoring',
      assumeRolePolicy: serviceTrust('monitoring.rds.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': props.accountId },
      }),
    });
    this.ready = new IamRolePolicyAttachment(this, 'Policy', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole',
    });
    this.arn = role.arn;
  }
}
