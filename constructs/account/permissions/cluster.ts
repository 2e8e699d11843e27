import { type Family, type PermissionScope, named } from './scope';

/** EKS: cluster, node groups, add-ons, access entries, Pod Identity. */
export function clusterPermissions(scope: PermissionScope): Family {
  const { accountId, prefix } = scope;
  // Actions on a cluster may name what belongs to it, such as an update: `cluster/nxloy-dev/…`.
  const parts = ['cluster', 'nodegroup', 'addon', 'access-entry', 'podidentityassociation', 'access-policy'];
  return {
    name: 'cluster',
    statements: [
      {
        sid: 'Cluster',
        actions: clusterActions,
        resources: [
          ...named(scope, 'eks', 'cluster/'),
          ...parts.flatMap((part) =>
            [prefix, `${prefix}-*`].map((cluster) => `arn:aws:eks:*:${accountId}:${part}/${cluster}/*`),
          ),
        ],
      },
      {
        // EKS tries the caller's right to launch before it makes a node group from a template.
        sid: 'LaunchFromTemplate',
        actions: ['ec2:RunInstances'],
        resources: ['arn:aws:ec2:*::image/*', `arn:aws:ec2:*:${accountId}:*`],
        conditions: { ArnLike: { 'ec2:LaunchTemplate': `arn:aws:ec2:*:${accountId}:launch-template/*` } },
      },
      {
        sid: 'TagNodes',
        actions: ['autoscaling:CreateOrUpdateTags', 'autoscaling:DeleteTags'],
        resources: [`arn:aws:autoscaling:*:${accountId}:autoScalingGroup:*:autoScalingGroupName/eks-*`],
        conditions: { StringLike: { 'aws:ResourceTag/eks:cluster-name': [prefix, `${prefix}-*`] } },
      },
      {
        sid: 'NodeImages',
        actions: ['ssm:GetParameter', 'ssm:GetParameters'],
        resources: ['arn:aws:ssm:*::parameter/aws/service/eks/*', 'arn:aws:ssm:*::parameter/aws/service/ami-*'],
      },
    ],
  };
}

const clusterActions = [
  'eks:AssociateAccessPolicy',
  'eks:AssociateEncryptionConfig',
  'eks:CreateAccessEntry',
  'eks:CreateAddon',
  'eks:CreateCluster',
  'eks:CreateNodegroup',
  'eks:CreatePodIdentityAssociation',
  'eks:DeleteAccessEntry',
  'eks:DeleteAddon',
  'eks:DeleteCluster',
  'eks:DeleteNodegroup',
  'eks:DeletePodIdentityAssociation',
  'eks:DisassociateAccessPolicy',
  'eks:TagResource',
  'eks:UntagResource',
  'eks:UpdateAccessEntry',
  'eks:UpdateAddon',
  'eks:UpdateClusterConfig',
  'eks:UpdateClusterVersion',
  'eks:UpdateNodegroupConfig',
  'eks:UpdateNodegroupVersion',
  'eks:UpdatePodIdentityAssociation',
];
