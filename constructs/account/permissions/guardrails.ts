import type { Statement } from '../../identity/policy-document';
import {
  boundaryArn,
  boundaryName,
  deployRoleName,
  environmentPrefix,
  lockTableName,
  planBucketName,
  planRoleName,
  stateBucketName,
  stateKey,
  stateKeyAlias,
} from '../names';
import { type Family, type PermissionScope, lookalikeBuckets, namedGlobally, sharedTag } from './scope';

/** What a pipeline must never do, whatever else it is allowed. */
export const guardrails = (scope: PermissionScope): Family => ({
  name: 'guardrails',
  statements: [
    ...boundaryStays(scope),
    ...stateStays(scope),
    ...othersStay(scope),
    ...lookalikesStay(scope),
    onlyOwnSecrets(scope),
  ],
});

const deny = (sid: string, statement: Omit<Statement, 'sid' | 'effect'>): Statement => ({
  sid,
  effect: 'Deny',
  ...statement,
});

function boundaryStays({ accountId, environment }: PermissionScope): Statement[] {
  const iam = `arn:aws:iam::${accountId}`;
  const roles = [deployRoleName('*'), planRoleName('*')].map((name) => `${iam}:role/${name}`);
  const policies = [boundaryName('*'), `${environmentPrefix('*')}-read`, `${deployRoleName('*')}-*`];
  return [
    deny('BoundaryIsKept', { actions: ['iam:DeleteRolePermissionsBoundary'], resources: ['*'] }),
    deny('BoundaryIsTheSame', {
      actions: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
      resources: ['*'],
      conditions: { StringNotEquals: { 'iam:PermissionsBoundary': boundaryArn(accountId, environment) } },
    }),
    deny('PipelinesStayAsTheyAre', {
      actions: [
        'iam:Add*',
        'iam:Attach*',
        'iam:Create*',
        'iam:Delete*',
        'iam:Detach*',
        'iam:PassRole',
        'iam:Put*',
        'iam:Set*',
        'iam:Update*',
      ],
      // Those of every environment: a name's pattern may match another's, as `prod-*` matches `prod-eu-deploy`.
      resources: [...roles, ...policies.map((name) => `${iam}:policy/${name}`)],
    }),
  ];
}

function stateStays({ accountId, environment }: PermissionScope): Statement[] {
  const buckets = [stateBucketName(accountId), planBucketName(accountId)].map((name) => `arn:aws:s3:::${name}`);
  const own = `${buckets[0]}/${stateKey(environment)}`;
  return [
    deny('OnlyOwnStateAndPlans', {
      actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      notResources: [own, `${own}.tflock`, `${buckets[1]}/${environment}/*`, `arn:aws:s3:::nxloy-${environment}-*/*`],
    }),
    deny('StateCannotBeLost', {
      actions: ['s3:DeleteBucket*', 's3:DeleteObjectVersion', 's3:PutBucket*', 's3:PutEncryption*', 's3:PutLifecycle*'],
      resources: buckets.flatMap((bucket) => [bucket, `${bucket}/*`]),
    }),
    deny('LockTableStays', {
      actions: ['dynamodb:DeleteTable', 'dynamodb:UpdateTable'],
      resources: [`arn:aws:dynamodb:*:${accountId}:table/${lockTableName}`],
    }),
    deny('StateKeyStays', {
      actions: ['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
      resources: ['*'],
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': stateKeyAlias } },
    }),
  ];
}

/**
 * Names alone do not tell `prod` from `prod-eu`: what carries another environment's tag is out of reach, and so is what
 * lies in a region that the environment has no business in.
 */
function othersStay({ environment, regions }: PermissionScope): Statement[] {
  return [
    deny('OthersStayAsTheyAre', {
      actions: ['*'],
      resources: ['*'],
      conditions: {
        StringNotEquals: { 'aws:ResourceTag/Environment': [environment, sharedTag] },
        Null: { 'aws:ResourceTag/Environment': 'false' },
      },
    }),
    deny('NothingIsTaggedAsOthers', {
      actions: ['*'],
      resources: ['*'],
      conditions: {
        StringNotEquals: { 'aws:RequestTag/Environment': environment },
        Null: { 'aws:RequestTag/Environment': 'false' },
      },
    }),
    deny('OwnRegionsOnly', {
      actions: ['*'],
      resources: ['*'],
      conditions: { StringNotEquals: { 'aws:RequestedRegion': regions } },
    }),
  ];
}

/** IAM and S3 ask for no tags in most actions, so that only names can keep `prod` away from `prod-eu`. */
function lookalikesStay(scope: PermissionScope): Statement[] {
  if (scope.lookalikes.length === 0) return [];
  const identities = scope.lookalikes.flatMap((name) =>
    namedGlobally({ ...scope, prefix: environmentPrefix(name) }, 'iam', 'role/', 'policy/', 'instance-profile/'),
  );
  return [
    deny('LookalikesStayAsTheyAre', {
      actions: ['iam:*', 's3:*'],
      resources: [...identities, ...lookalikeBuckets(scope)],
    }),
  ];
}

const onlyOwnSecrets = ({ accountId, environment }: PermissionScope): Statement =>
  deny('OnlyTheMasterPassword', {
    actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
    notResources: [`arn:aws:secretsmanager:*:${accountId}:secret:nxloy/${environment}/database-master-*`],
  });
