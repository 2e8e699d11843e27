import { AccessEntries, type AccessEntriesProps } from '../../../constructs/cluster/access-entries';
import { synthesize } from '../../support/synth';

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const entries = (props: Partial<AccessEntriesProps> = {}) =>
  synthesize(
    (stack) =>
      void new AccessEntries(stack, 'Access', {
        clusterName: 'nxloy-dev',
        administrators: [role('platform'), 'arn:aws:iam::123456789012:user/platform'],
        deployRoleArn: role('deploy'),
        planRoleArn: role('plan'),
        ...props,
      }),
  );

const policiesByPrincipal = (synthesized: ReturnType<typeof entries>) =>
  Object.fromEntries(
    Object.entries(synthesized.resources('aws_eks_access_entry')).map(([id, { principal_arn: principal }]) => [
      principal,
      synthesized
        .matching('aws_eks_access_policy_association', {
          principal_arn: `\${aws_eks_access_entry.${id}.principal_arn}`,
        })
        .policy_arn.replace(/.*\//, ''),
    ]),
  );

describe('AccessEntries', () => {
  test('let administrators and the deploy role do everything, and the plan role read', () => {
    expect(policiesByPrincipal(entries())).toEqual({
      [role('platform')]: 'AmazonEKSClusterAdminPolicy',
      'arn:aws:iam::123456789012:user/platform': 'AmazonEKSClusterAdminPolicy',
      [role('deploy')]: 'AmazonEKSClusterAdminPolicy',
      [role('plan')]: 'AmazonEKSViewPolicy',
    });
  });

  test('do without a plan role', () => {
    expect(entries({ planRoleArn: undefined, administrators: [] }).count('aws_eks_access_entry')).toBe(1);
  });

  test.each([
    ['twice', [role('platform'), role('platform')]],
    ['as the deploy role too', [role('deploy')]],
    ['as the plan role too', [role('plan')]],
  ])('refuse an administrator that is named %s', (_, administrators) => {
    expect(() => entries({ administrators })).toThrow(
      `test/Access: administrators "${administrators[0]}" is listed twice or is the deploy or plan role`,
    );
  });
});
