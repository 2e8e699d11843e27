import { ServiceRole } from '../../../constructs/cluster/service-role';
import { synthesize } from '../../support/synth';

describe('ServiceRole', () => {
  const synthesized = synthesize((stack) => {
    const role = new ServiceRole(stack, 'Role', {
      name: 'nxloy-dev-cluster',
      service: 'eks.amazonaws.com',
      conditions: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      policies: ['AmazonEKSClusterPolicy', 'AmazonEKSVPCResourceController'],
    });
    expect(role.ready).toHaveLength(2);
  });

  test('is assumed by its service, under its conditions only', () => {
    expect(JSON.parse(synthesized.only('aws_iam_role').assume_role_policy).Statement).toEqual([
      {
        Sid: 'Service',
        Effect: 'Allow',
        Principal: { Service: 'eks.amazonaws.com' },
        Action: ['sts:AssumeRole'],
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      },
    ]);
  });

  test('has the named policies of AWS and no other', () => {
    const attached = Object.values(synthesized.resources('aws_iam_role_policy_attachment'));

    expect(attached.map(({ policy_arn: arn }) => arn)).toEqual([
      'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy',
      'arn:aws:iam::aws:policy/AmazonEKSVPCResourceController',
    ]);
    expect(synthesized.count('aws_iam_role_policy')).toBe(0);
  });
});
