import type { Statement } from '../../identity/policy-document';
import { lockTableName, planBucketName, stateBucketName, stateKey, stateKeyAlias } from '../names';
import type { Family, PermissionScope } from './scope';

/** Whether a pipeline may write the state, or only read it while it holds the lock. */
export type StateUse = 'plan' | 'apply';

/** The environment's own state, its lock, and its saved plans; no other environment's. */
export function statePermissions(scope: PermissionScope, use: StateUse): Family {
  const bucket = `arn:aws:s3:::${stateBucketName(scope.accountId)}`;
  const state = `${bucket}/${stateKey(scope.environment)}`;
  const applies = use === 'apply';
  return {
    name: 'state',
    statements: [
      { sid: 'FindState', actions: ['s3:ListBucket'], resources: [bucket] },
      { sid: 'State', actions: applies ? ['s3:GetObject', 's3:PutObject'] : ['s3:GetObject'], resources: [state] },
      {
        sid: 'LockFile',
        actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        resources: [`${state}.tflock`],
      },
      ...lockItems(scope, applies),
      ...savedPlans(scope, applies),
      {
        sid: 'StateKey',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [`arn:aws:kms:*:${scope.accountId}:key/*`],
        conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': stateKeyAlias } },
      },
    ],
  };
}

/**
 * Terraform keeps two items for a state: the lock, and the checksum of what was written last.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking
 */
function lockItems({ accountId, environment }: PermissionScope, applies: boolean): Statement[] {
  const table = `arn:aws:dynamodb:*:${accountId}:table/${lockTableName}`;
  const lock = `${stateBucketName(accountId)}/${stateKey(environment)}`;
  const items = (sid: string, actions: readonly string[], keys: readonly string[]): Statement => ({
    sid,
    actions,
    resources: [table],
    conditions: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
  return [
    { sid: 'LockTable', actions: ['dynamodb:DescribeTable'], resources: [table] },
    items('ReadLock', ['dynamodb:GetItem'], [lock, `${lock}-md5`]),
    items('Lock', ['dynamodb:DeleteItem', 'dynamodb:PutItem'], applies ? [lock, `${lock}-md5`] : [lock]),
  ];
}

/** Plans are written while planning, and read back by whoever applies them. */
function savedPlans({ accountId, environment }: PermissionScope, applies: boolean): Statement[] {
  const bucket = `arn:aws:s3:::${planBucketName(accountId)}`;
  return [
    {
      sid: 'FindPlans',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: { StringLike: { 's3:prefix': `${environment}/*` } },
    },
    {
      sid: 'SavedPlans',
      actions: applies ? ['s3:GetObject', 's3:PutObject'] : ['s3:PutObject'],
      resources: [`${bucket}/${environment}/*`],
    },
  ];
}
