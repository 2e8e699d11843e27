import { type Change, isDeleted, isUnknown, valueAt } from './change';
import type { Rule } from './rule';

const blocks = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

const publicAccess = (change: Change): string[] => {
  if (isDeleted(change) && !change.actions.includes('create')) return ['the block on public access is removed'];
  const loosened = blocks.filter((block) => isUnknown(change, block) || valueAt(change.after, block) !== true);
  return loosened.length > 0 ? [`public access is not blocked: ${loosened.join(', ')}`] : [];
};

const versioning = (change: Change): string[] => {
  const status = 'versioning_configuration.0.status';
  const kept = valueAt(change.before, status) === 'Enabled';
  return kept && (isDeleted(change) || isUnknown(change, status) || valueAt(change.after, status) !== 'Enabled')
    ? ['versioning is switched off: overwritten and deleted objects are gone']
    : [];
};

const forceDestroy = (change: Change): string[] =>
  valueAt(change.after, 'force_destroy') === true && valueAt(change.before, 'force_destroy') === false
    ? ['force_destroy is switched on: the bucket can be deleted together with its objects']
    : [];

const assessments: Readonly<Record<string, (change: Change) => string[]>> = {
  aws_s3_bucket: forceDestroy,
  aws_s3_bucket_public_access_block: publicAccess,
  aws_s3_account_public_access_block: publicAccess,
  aws_s3_bucket_versioning: versioning,
};

export const bucketSafety: Rule = {
  name: 'bucket-safety',
  types: Object.keys(assessments),
  assess: (change) => assessments[change.type]?.(change) ?? [],
};
