import type { Statement } from '../../identity/policy-document';
import { lockTableName, planBucketName, stateBucketName } from '../names';
import { type Family, type PermissionScope, namedGlobally, sharedTag } from './scope';

/**
 * The most that any role of an environment can ever do, whatever its own policies say: what nodes, controllers, add-ons
 * and applications need, in the environment's own regions, and nothing about identities, state or other environments.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundaryPermissions(scope: PermissionScope): Family {
  const { accountId, environment } = scope;
  return {
    name: 'boundary',
    statements: [
      {
        sid: 'Services',
        actions: services.map((service) => `${service}:*`),
        resources: ['*'],
        reason: 'a boundary grants nothing: it is the outer limit of roles whose own policies are narrow',
      },
      { sid: 'HandOnOwnRoles', actions: ['iam:PassRole'], resources: namedGlobally(scope, 'iam', 'role/') },
      {
        sid: 'ServiceLinkedRoles',
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [`arn:aws:iam::${accountId}:role/aws-service-role/*`],
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
      ...denials(scope),
    ],
  };
}

/** Holds for every role, even where its own policies would allow it. */
function denials({ accountId, environment, prefix, regions }: PermissionScope): Statement[] {
  const buckets = [stateBucketName(accountId), planBucketName(accountId)].map((name) => `arn:aws:s3:::${name}`);
  return [
    {
      sid: 'NoState',
      effect: 'Deny',
      actions: ['s3:*', 'dynamodb:*'],
      resources: [
        ...buckets.flatMap((bucket) => [bucket, `${bucket}/*`]),
        `arn:aws:dynamodb:*:${accountId}:table/${lockTableName}`,
      ],
    },
    {
      sid: 'NoPipelineRole',
      effect: 'Deny',
      actions: ['iam:PassRole'],
      resources: ['deploy', 'plan'].map((role) => `arn:aws:iam::${accountId}:role/${prefix}-${role}`),
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
      sid: 'NoOtherRegion',
      effect: 'Deny',
      actions: ['*'],
      resources: ['*'],
      conditions: { StringNotEquals: { 'aws:RequestedRegion': regions } },
    },
  ];
}

/** What the cluster, its controllers, the backups and the applications talk to. */
const services = [
  'acm',
  'autoscaling',
  'backup',
  'backup-storage',
  'cloudwatch',
  'ec2',
  'ecr',
  'eks',
  'eks-auth',
  'elasticloadbalancing',
  'kms',
  'logs',
  'pricing',
  'rds',
  'route53',
  's3',
  'shield',
  'sns',
  'ssm',
  'ssmmessages',
  'ec2messages',
  'tag',
  'wafv2',
  'waf-regional',
  'xray',
];
