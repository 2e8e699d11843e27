import { bucketSafety } from '../../../scripts/risk/bucket-safety';
import { change } from '../../support/change';

const blocked = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const versioned = { versioning_configuration: [{ status: 'Enabled' }] };

test.each([
  ['aws_s3_bucket', { before: { force_destroy: false }, after: { force_destroy: true } }],
  ['aws_s3_bucket_public_access_block', { before: blocked, after: { ...blocked, block_public_policy: false } }],
  ['aws_s3_bucket_public_access_block', { actions: ['delete'], before: blocked }],
  ['aws_s3_bucket_public_access_block', { before: blocked, after: blocked, unknown: { block_public_acls: true } }],
  ['aws_s3_bucket_versioning', { before: versioned, after: { versioning_configuration: [{ status: 'Suspended' }] } }],
  ['aws_s3_bucket_versioning', { actions: ['delete'], before: versioned }],
])('%s with %j is a risk', (type, part) => expect(bucketSafety.assess(change(type, part))).toHaveLength(1));

test.each([
  ['aws_s3_bucket', { actions: ['create'], after: { force_destroy: true } }],
  ['aws_s3_bucket_public_access_block', { actions: ['create'], after: blocked }],
  ['aws_s3_bucket_versioning', { before: versioned, after: versioned }],
])('%s with %j is not', (type, part) => expect(bucketSafety.assess(change(type, part))).toEqual([]));
