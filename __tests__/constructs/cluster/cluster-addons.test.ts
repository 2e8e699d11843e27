import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { ClusterAddons } from '../../../constructs/cluster/cluster-addons';
import { synthesize } from '../../support/synth';

describe('ClusterAddons', () => {
  const synthesized = synthesize((stack) => {
    const nodes = new Vpc(stack, 'Nodes', { cidrBlock: '10.0.0.0/16' });
    const addons = new ClusterAddons(stack, 'Addons', {
      name: 'nxloy-dev',
      accountId: '123456789012',
      clusterName: 'nxloy-dev',
      kubernetesVersion: '1.35',
      volumeKeyArn: 'arn:volume-key',
      tags: { Environment: 'dev' },
    });
    expect(addons.beforeNodes).toHaveLength(3);
    expect(addons.installOn([nodes])).toHaveLength(2);
  });
  const addon = (name: string) => synthesized.matching('aws_eks_addon', { addon_name: name });
  const dependencies = (name: string): string[] => addon(name).depends_on ?? [];

  test.each(['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'])('%s does not wait for nodes', (name) => {
    expect(dependencies(name)).not.toContain('aws_vpc.Nodes');
  });

  test.each(['coredns', 'aws-ebs-csi-driver'])('%s waits for nodes', (name) => {
    expect(dependencies(name)).toContain('aws_vpc.Nodes');
  });

  test('enforces network policies', () => {
    expect(JSON.parse(addon('vpc-cni').configuration_values)).toEqual({ enableNetworkPolicy: 'true' });
  });

  test('tags the volumes that pods ask for', () => {
    expect(JSON.parse(addon('aws-ebs-csi-driver').configuration_values)).toEqual({
      controller: { extraVolumeTags: { Environment: 'dev' } },
    });
  });

  test.each([
    ['vpc-cni', 'aws-node', 'AmazonEKS_CNI_Policy'],
    ['aws-ebs-csi-driver', 'ebs-csi-controller-sa', 'service-role/AmazonEBSCSIDriverPolicy'],
  ])('%s has credentials of its own before it starts', (name, serviceAccount, policy) => {
    const [association] = Object.entries(synthesized.resources('aws_eks_pod_identity_association')).find(
      ([, attributes]) => attributes.service_account === serviceAccount,
    )!;
    const [attachment] = Object.entries(synthesized.resources('aws_iam_role_policy_attachment')).find(
      ([, attributes]) => attributes.policy_arn === `arn:aws:iam::aws:policy/${policy}`,
    )!;

    expect(dependencies(name)).toEqual(
      expect.arrayContaining([
        `aws_eks_pod_identity_association.${association}`,
        `aws_iam_role_policy_attachment.${attachment}`,
      ]),
    );
  });

  test('lets the volume driver use the key of volumes', () => {
    const { Statement } = JSON.parse(synthesized.only('aws_iam_role_policy').policy);

    expect(Statement.map(({ Resource }: { Resource: string[] }) => Resource)).toEqual([
      ['arn:volume-key'],
      ['arn:volume-key'],
    ]);
  });
});
