import type { Statement } from '../../identity/policy-document';
import { accessLogsBucketName, auditBucketName, planBucketName, stateBucketName } from '../names';
import { type Family, type PermissionScope, lookalikeBuckets, named, sharedTag, tagged } from './scope';

/**
 * The most that any role of an environment can ever do, whatever its own policies say: what nodes, controllers, add-ons,
 * backups and applications need of their own environment, in its own regions. Nothing about identities, state, keys'
 * existence or other environments, so that a role with `*` is no way out either.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const boundaryPermissions = (scope: PermissionScope): Family => ({
  name: 'boundary',
  statements: [
    {
      sid: 'Look',
      actions: looking,
      resources: ['*'],
      reason: 'descriptions and lists know no resources; they tell settings and names, never contents',
    },
    ...clusterWork(scope),
    ...keyUse(scope),
    ...backupWork(scope),
    ...ownData(scope),
    ...denials(scope),
  ],
});

/** What EKS, its nodes and its add-ons do to machines, networks and load balancers. */
function clusterWork({ accountId, prefix }: PermissionScope): Statement[] {
  return [
    {
      sid: 'Machines',
      actions: machineActions,
      resources: [`arn:aws:ec2:*:${accountId}:*`, 'arn:aws:ec2:*::snapshot/*'],
    },
    {
      sid: 'NodeGroups',
      actions: scalingActions,
      resources: [`arn:aws:autoscaling:*:${accountId}:autoScalingGroup:*`],
      conditions: { StringEquals: { 'aws:ResourceTag/eks:cluster-name': prefix } },
    },
    {
      sid: 'LoadBalancers',
      actions: balancerActions,
      resources: [`arn:aws:elasticloadbalancing:*:${accountId}:*`],
    },
    {
      sid: 'ServiceLinkedRoles',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [`arn:aws:iam::${accountId}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*`],
    },
    {
      sid: 'PodIdentity',
      actions: ['eks-auth:AssumeRoleForPodIdentity'],
      resources: [`arn:aws:eks:*:${accountId}:cluster/${prefix}`],
    },
    // The registry may be another account's, and add-ons come from AWS's own.
    { sid: 'PullImages', actions: pulling, resources: ['arn:aws:ecr:*:*:repository/*'] },
  ];
}

/** Using keys, never deciding about them. */
function keyUse(scope: PermissionScope): Statement[] {
  const keys = [`arn:aws:kms:*:${scope.accountId}:key/*`];
  return [
    { sid: 'UseOwnKeys', actions: usingKeys, resources: keys, conditions: tagged(scope) },
    {
      sid: 'LendOwnKeysToAws',
      actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      resources: keys,
      conditions: { ...tagged(scope), Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
    {
      // The bootstrap stack makes the key of the secrets that people set; it is tagged as shared.
      sid: 'UseSecretsKey',
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      resources: keys,
      conditions: {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${scope.prefix}-application-secrets` },
      },
    },
  ];
}

/** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForS3Backup.html */
function backupWork(scope: PermissionScope): Statement[] {
  return [
    {
      sid: 'Vaults',
      actions: ['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'],
      resources: named(scope, 'backup', 'backup-vault:'),
    },
    {
      sid: 'RecoveryPoints',
      actions: ['backup:CopyFromBackupVault', 'backup:TagResource'],
      resources: [`arn:aws:backup:*:${scope.accountId}:recovery-point:*`],
    },
    {
      // One set of rules for the whole account tells AWS Backup what changes in buckets.
      sid: 'NoticeChanges',
      actions: ruleActions,
      resources: [`arn:aws:events:*:${scope.accountId}:rule/AwsBackupManagedRule*`],
    },
  ];
}

/** Buckets, logs, secrets, parameters and names of the environment. */
function ownData(scope: PermissionScope): Statement[] {
  const { accountId, environment, prefix, zoneArn } = scope;
  // AWS prescribes how names begin, and all of the name of the group that RDS writes enhanced monitoring to.
  const logGroups = [`*${prefix}/*`, 'RDS*'];
  return [
    { sid: 'OwnBuckets', actions: bucketActions, resources: [`arn:aws:s3:::${prefix}-*`] },
    {
      sid: 'OwnLogs',
      actions: logActions,
      resources: logGroups.map((name) => `arn:aws:logs:*:${accountId}:log-group:${name}`),
    },
    {
      sid: 'OwnSecrets',
      actions: [
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:ListSecretVersionIds',
      ],
      resources: [`arn:aws:secretsmanager:*:${accountId}:secret:nxloy/${environment}/*`],
    },
    {
      sid: 'OwnParameters',
      actions: ['ssm:GetParameter', 'ssm:GetParameters'],
      resources: [
        `arn:aws:ssm:*:${accountId}:parameter/nxloy/${environment}/*`,
        'arn:aws:ssm:*::parameter/aws/service/*',
      ],
    },
    { sid: 'OwnZone', actions: ['route53:ChangeResourceRecordSets'], resources: [zoneArn] },
  ];
}

/** Holds for every role, even where its own policies and the above would allow it. */
function denials(scope: PermissionScope): Statement[] {
  const { accountId, environment, prefix, regions } = scope;
  const accountBuckets = [stateBucketName, planBucketName, auditBucketName, accessLogsBucketName];
  return [
    {
      sid: 'NoBucketsOfOthers',
      effect: 'Deny',
      actions: ['s3:*'],
      resources: [...accountBuckets.map((name) => `arn:aws:s3:::${name(accountId)}*`), ...lookalikeBuckets(scope)],
    },
    {
      sid: 'NoOtherEnvironment',
      effect: 'Deny',
      actions: ['*'],
      resources: ['*'],
      conditions: {
        StringNotEquals: { 'aws:ResourceTag/Environment': [environment, sharedTag] },
        Null: { 'aws:ResourceTag/Environment': 'false' },
      },
    },
    {
      // What is shared is read at most.
      sid: 'NothingShared',
      effect: 'Deny',
      actions: ['autoscaling', 'backup', 'ec2', 'elasticloadbalancing', 'events', 'logs'].map((name) => `${name}:*`),
      resources: ['*'],
      conditions: { StringEquals: { 'aws:ResourceTag/Environment': sharedTag } },
    },
    // What EKS and its controllers make has no tag of the environment, but one with the cluster's name.
    ...Object.entries(clusterTags).map(([sid, tag]): Statement => ({
      sid,
      effect: 'Deny',
      actions: ['*'],
      resources: ['*'],
      conditions: { StringNotEquals: { [tag]: prefix }, Null: { [tag]: 'false' } },
    })),
    {
      sid: 'NoOtherRegion',
      effect: 'Deny',
      actions: ['*'],
      resources: ['*'],
      conditions: { StringNotEquals: { 'aws:RequestedRegion': regions } },
    },
  ];
}

const clusterTags = {
  NoOtherCluster: 'aws:ResourceTag/aws:eks:cluster-name',
  NoOtherLoadBalancer: 'aws:ResourceTag/elbv2.k8s.aws/cluster',
};

const looking = [
  'autoscaling:Describe*',
  'cloudwatch:GetMetricData',
  'ec2:Describe*',
  'ec2:GetSecurityGroupsForVpc',
  'ecr:GetAuthorizationToken',
  'eks:Describe*',
  'eks:List*',
  'elasticloadbalancing:Describe*',
  'events:ListRules',
  'logs:DescribeLogGroups',
  'route53:Get*',
  'route53:List*',
  's3:ListAllMyBuckets',
  'tag:GetResources',
];

/** @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html */
const machineActions = [
  'ec2:Assign*',
  'ec2:AttachNetworkInterface',
  'ec2:AuthorizeSecurityGroupIngress',
  'ec2:CreateNetworkInterface*',
  'ec2:RevokeSecurityGroupIngress',
  'ec2:EnableFastSnapshotRestores',
  'ec2:ModifyInstanceAttribute',
  'ec2:ModifyNetworkInterfaceAttribute',
  'ec2:DeleteNetworkInterface',
  'ec2:DetachNetworkInterface',
  'ec2:Unassign*',
  'ec2:*Volume',
  ...['Route', 'SecurityGroup', 'Snapshot', 'Tags'].flatMap((part) => [`ec2:Create${part}`, `ec2:Delete${part}`]),
];

const scalingActions = [
  'autoscaling:SetDesiredCapacity',
  'autoscaling:TerminateInstanceInAutoScalingGroup',
  'autoscaling:UpdateAutoScalingGroup',
];

/** Everything about load balancers, and their tags. */
const balancerActions = ['*HealthCheck', '*Listener*', '*LoadBalancer*', '*Rule*', '*Tags', '*Target*', 'Set*'].map(
  (pattern) => `elasticloadbalancing:${pattern}`,
);

const pulling = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

const usingKeys = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** All that can be done to a rule and to what it notifies. */
const ruleActions = ['events:*Rule', 'events:*Targets'];

/** Contents, and what AWS Backup sets on a bucket to follow its changes. */
const bucketActions = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:Get*',
  's3:List*',
  's3:PutBucketNotification',
  's3:PutInventoryConfiguration',
  's3:PutObject',
  's3:PutObjectTagging',
];

const logActions = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:GetLogEvents',
  'logs:PutLogEvents',
  'logs:PutRetentionPolicy',
];
