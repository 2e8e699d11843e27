import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Construct } from 'constructs';
import { policyDocument, serviceTrust } from '../identity/policy-document';
import { LogGroup, type LogSettings } from '../monitoring/log-group';

export interface FlowLogsProps {
  readonly name: string;
  readonly vpc: Vpc;
  readonly logs: LogSettings;
}

/** A record of every connection in a network, accepted or refused (about 0.50 USD a gigabyte). */
export class FlowLogs extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: FlowLogsProps,
  ) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'LogGroup', { name: `/aws/vpc/${props.name}/flow-logs`, ...props.logs });
    const role = this.createRole();
    const policy = this.allowWriting(role, logGroup);
    new FlowLog(this, 'Resource', {
      vpcId: props.vpc.id,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: { Name: `${props.name}-flow-logs` },
      dependsOn: [policy],
    });
  }

  private createRole(): IamRole {
    return new IamRole(this, 'Role', {
      name: `${this.props.name}-flow-logs`,
      description: 'Writes the flow logs of the network',
      assumeRolePolicy: serviceTrust('vpc-flow-logs.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': this.props.vpc.ownerId },
      }),
    });
  }

  /**
   * Less than AWS's example, which also makes and lists log groups: this one exists already.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
   */
  private allowWriting(role: IamRole, logGroup: LogGroup): IamRolePolicy {
    return new IamRolePolicy(this, 'Policy', {
      name: 'write',
      role: role.name,
      policy: policyDocument([
        {
          sid: 'WriteFlowLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
          resources: [logGroup.arn, `${logGroup.arn}:*`],
        },
      ]),
    });
  }
}
