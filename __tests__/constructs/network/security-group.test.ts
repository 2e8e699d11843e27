import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { SecurityGroup } from '../../../constructs/network/security-group';
import { synthesize } from '../../support/synth';

class Client extends Construct {
  readonly securityGroupId = `sg-${this.node.id.toLowerCase()}`;
}

const group = (stack: TerraformStack): SecurityGroup =>
  new SecurityGroup(stack, 'Guard', { name: 'nxloy-test-database', description: 'PostgreSQL', vpcId: 'vpc-1' });

describe('SecurityGroup', () => {
  test('lets nobody in and nothing out until told', () => {
    const synthesized = synthesize((stack) => void group(stack));
    expect(synthesized.types).toEqual({ aws_security_group: 1 });
    expect(synthesized.only('aws_security_group')).not.toHaveProperty('egress');
  });

  test('can exist beside its successor: what it guards is never without one, and AWS takes a name once only', () => {
    expect(synthesize((stack) => void group(stack)).only('aws_security_group')).toMatchObject({
      name_prefix: 'nxloy-test-database-',
      lifecycle: { create_before_destroy: true },
      tags: { Name: 'nxloy-test-database' },
    });
  });

  test('lets each peer in on the one port that was named', () => {
    const synthesized = synthesize((stack) => {
      const guard = group(stack);
      guard.allowFrom(new Client(stack, 'Cluster'), 5432);
      guard.allowFrom(new Client(stack, 'Migrations'), 5432);
    });
    expect(synthesized.count('aws_vpc_security_group_ingress_rule')).toBe(2);
    expect(
      synthesized.matching('aws_vpc_security_group_ingress_rule', { referenced_security_group_id: 'sg-cluster' }),
    ).toMatchObject({ from_port: 5432, to_port: 5432, ip_protocol: 'tcp', description: 'Cluster on port 5432' });
  });

  test('lets a range of addresses in', () => {
    const synthesized = synthesize((stack) => group(stack).allowCidr('10.20.0.0/16', 443));
    expect(synthesized.only('aws_vpc_security_group_ingress_rule')).toMatchObject({
      cidr_ipv4: '10.20.0.0/16',
      from_port: 443,
      to_port: 443,
    });
  });
});
