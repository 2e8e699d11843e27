import { ClusterAutoscaler } from '../../../../constructs/platform/addons/cluster-autoscaler';
import { evaluateRole } from '../../../support/iam';
import { permissionScope } from '../../../support/permission-scope';
import { addonProps, releaseValues, synthesizePlatform } from '../../../support/releases';

const { accountId, prefix, environment } = permissionScope;

describe('ClusterAutoscaler', () => {
  const synthesized = synthesizePlatform((stack, after) => {
    expect(new ClusterAutoscaler(stack, 'Autoscaler', { ...addonProps, after }).ready).toHaveLength(3);
  });
  const release = synthesized.only('helm_release');
  const values = releaseValues(release);

  test('finds the node groups of its own cluster', () => {
    expect(values).toMatchObject({ autoDiscovery: { clusterName: prefix }, awsRegion: 'eu-central-1' });
  });

  test('waits before it takes a node, and lets pods end', () => {
    expect(values.extraArgs).toMatchObject({
      'scale-down-unneeded-time': '10m',
      'scale-down-delay-after-add': '10m',
      'max-graceful-termination-sec': 600,
    });
  });

  test('gives its permissions to the service account of its release', () => {
    expect(synthesized.only('aws_eks_pod_identity_association')).toMatchObject({
      namespace: release.namespace,
      service_account: (values.rbac as { serviceAccount: { name: string } }).serviceAccount.name,
    });
  });

  const region = 'eu-central-1';
  const { policy } = synthesized.only('aws_iam_role_policy');
  const group = `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:1:autoScalingGroupName/eks-general`;
  const nodeGroup = (cluster: string) => `arn:aws:eks:${region}:${accountId}:nodegroup/${cluster}/general/1`;
  const of = (cluster: string) => ({
    'aws:ResourceTag/eks:cluster-name': cluster,
    'aws:ResourceTag/k8s.io/cluster-autoscaler/enabled': 'true',
  });
  const decide = (action: string, resource: string, context: Record<string, string>) =>
    evaluateRole(policy, { action, resource, context: { 'aws:RequestedRegion': region, ...context } });

  test.each([
    ['autoscaling:DescribeAutoScalingGroups', '*', {}],
    ['ec2:DescribeInstanceTypes', '*', {}],
    ['eks:DescribeNodegroup', nodeGroup(prefix), { 'aws:ResourceTag/Environment': environment }],
    ['autoscaling:SetDesiredCapacity', group, of(prefix)],
    ['autoscaling:TerminateInstanceInAutoScalingGroup', group, of(prefix)],
  ])('may %s on %s', async (action, resource, context) => {
    expect(await decide(action, resource, context)).toBe('Allowed');
  });

  test.each([
    ['groups of another cluster', 'autoscaling:SetDesiredCapacity', group, of('nxloy-dev')],
    ['groups of no cluster', 'autoscaling:TerminateInstanceInAutoScalingGroup', group, {}],
    ['raising the limits of a group', 'autoscaling:UpdateAutoScalingGroup', group, of(prefix)],
    ['node groups of another cluster', 'eks:DescribeNodegroup', nodeGroup('nxloy-dev'), {}],
    ['ending machines past their group', 'ec2:TerminateInstances', `arn:aws:ec2:${region}:${accountId}:instance/1`, {}],
  ])('is refused %s', async (_, action, resource, context) => {
    expect(await decide(action, resource, context)).not.toBe('Allowed');
  });
});
