import { AccessEntry, type AccessLevel } from '../../../constructs/cluster/access-entry';
import { synthesize } from '../../support/synth';

const principalArn = 'arn:aws:iam::123456789012:role/someone';

describe('AccessEntry', () => {
  test.each<[AccessLevel, string]>([
    ['administer', 'AmazonEKSClusterAdminPolicy'],
    ['view', 'AmazonEKSViewPolicy'],
  ])('to %s is given by %s', (level, policy) => {
    const synthesized = synthesize(
      (stack) => void new AccessEntry(stack, 'Entry', { clusterName: 'nxloy-dev', principalArn, level }),
    );
    const [entry] = Object.keys(synthesized.resources('aws_eks_access_entry'));

    expect(synthesized.only('aws_eks_access_entry')).toMatchObject({ principal_arn: principalArn });
    expect(synthesized.only('aws_eks_access_policy_association')).toMatchObject({
      cluster_name: 'nxloy-dev',
      // By reference, so that the entry comes first.
      principal_arn: `\${aws_eks_access_entry.${entry}.principal_arn}`,
      policy_arn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
      access_scope: { type: 'cluster' },
    });
  });
});
