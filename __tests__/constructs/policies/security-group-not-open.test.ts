import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SecurityGroupRule } from '@cdktf/provider-aws/lib/security-group-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { securityGroupNotOpen } from '../../../constructs/policies/security-group-not-open';
import { violated } from '../../support/policies';

const port = { fromPort: 443, toPort: 443, protocol: 'tcp' };
const rule = { securityGroupId: 'sg-1', ipProtocol: 'tcp' };

test('ranges, peers and open egress pass', () => {
  expect(
    violated(securityGroupNotOpen, (stack) => {
      new SecurityGroup(stack, 'Group', {
        ingress: [{ ...port, cidrBlocks: ['10.0.0.0/8'] }],
        egress: [{ ...port, cidrBlocks: ['0.0.0.0/0'] }],
      });
      new SecurityGroupRule(stack, 'Egress', {
        ...port,
        type: 'egress',
        securityGroupId: 'sg-1',
        cidrBlocks: ['0.0.0.0/0'],
      });
      new VpcSecurityGroupIngressRule(stack, 'Peer', { ...rule, referencedSecurityGroupId: 'sg-2' });
    }),
  ).toEqual([]);
});

test('ingress from everywhere fails in all three shapes and both protocols', () => {
  expect(
    violated(securityGroupNotOpen, (stack) => {
      new SecurityGroup(stack, 'Group', {
        ingress: [{ ...port, cidrBlocks: ['10.0.0.0/8', '0.0.0.0/0'], ipv6CidrBlocks: ['::/0'] }],
      });
      new SecurityGroupRule(stack, 'Rule', {
        ...port,
        type: 'ingress',
        securityGroupId: 'sg-1',
        ipv6CidrBlocks: ['::/0'],
      });
      new VpcSecurityGroupIngressRule(stack, 'New4', { ...rule, cidrIpv4: '0.0.0.0/0' });
      new VpcSecurityGroupIngressRule(stack, 'New6', { ...rule, cidrIpv6: '::/0' });
    }),
  ).toEqual(['ingress.cidr_blocks', 'ingress.ipv6_cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6']);
});
