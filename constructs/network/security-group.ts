import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';

/** Something that opens connections: it owns a security group. */
export interface Peer extends IConstruct {
  readonly securityGroupId: string;
}

export interface SecurityGroupProps {
  /** Its `Name` tag, and how its name begins. */
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
}

/**
 * A security group that lets nobody in until told, and nothing out: what it guards (databases, endpoints) answers
 * connections but opens none.
 */
export class SecurityGroup extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    this.securityGroupId = new AwsSecurityGroup(this, 'Resource', {
      // A changed description replaces the group: the new one must exist, under another name, before the old one can
      // be let go.
      namePrefix: `${props.name}-`,
      description: props.description,
      vpcId: props.vpcId,
      tags: { Name: props.name },
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }

  /** Lets `peer` in on one TCP port. @returns what has to be there before it gets in */
  allowFrom(peer: Peer, port: number): ITerraformDependable {
    return new VpcSecurityGroupIngressRule(this, `From${peer.node.id}${port}`, {
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: peer.securityGroupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description: `${peer.node.id} on port ${port}`,
    });
  }

  /** Lets a range of addresses in on one TCP port; only for what every part of a network may reach. */
  allowCidr(cidr: string, port: number): void {
    new VpcSecurityGroupIngressRule(this, `From-${cidr.replace('/', '-')}-${port}`, {
      securityGroupId: this.securityGroupId,
      cidrIpv4: cidr,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description: `${cidr} on port ${port}`,
    });
  }
}
