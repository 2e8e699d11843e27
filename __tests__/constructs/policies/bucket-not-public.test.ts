import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import type { TerraformStack } from 'cdktf';
import { policyDocument, type Statement } from '../../../constructs/identity/policy-document';
import { bucketNotPublic } from '../../../constructs/policies/bucket-not-public';
import { violated } from '../../support/policies';

const allOn = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };

const tlsOnly = (bucket: S3Bucket): Statement => ({
  sid: 'TlsOnly',
  effect: 'Deny',
  principals: { AWS: '*' },
  actions: ['s3:*'],
  resources: [bucket.arn, `${bucket.arn}/*`],
  conditions: { Bool: { 'aws:SecureTransport': 'false' } },
});

function privateBucket(stack: TerraformStack, statement: (bucket: S3Bucket) => Statement = tlsOnly): S3Bucket {
  const bucket = new S3Bucket(stack, 'Bucket', { bucket: 'b' });
  new S3BucketPublicAccessBlock(stack, 'Block', { bucket: bucket.id, ...allOn });
  new S3BucketPolicy(stack, 'Policy', { bucket: bucket.bucket, policy: policyDocument([statement(bucket)]) });
  return bucket;
}

test('a bucket that blocks public access and plain HTTP passes', () => {
  expect(violated(bucketNotPublic, (stack) => void privateBucket(stack))).toEqual([]);
});

test("a second bucket fails: the first one's block and policy do not cover it", () => {
  expect(
    violated(bucketNotPublic, (stack) => {
      privateBucket(stack);
      new S3Bucket(stack, 'Bucket2', { bucket: 'b2' });
    }),
  ).toEqual(['aws_s3_bucket_public_access_block', 'aws_s3_bucket_policy']);
});

test('each switch that is off fails', () => {
  expect(
    violated(bucketNotPublic, (stack) => {
      privateBucket(stack);
      (stack.node.findChild('Block') as S3BucketPublicAccessBlock).addOverride('restrict_public_buckets', false);
    }),
  ).toEqual(['aws_s3_bucket_public_access_block.restrict_public_buckets']);
});

test('a policy that allows what it should deny fails', () => {
  expect(
    violated(bucketNotPublic, (stack) => {
      privateBucket(stack, (bucket) => ({ ...tlsOnly(bucket), effect: 'Allow' }));
    }),
  ).toEqual(['aws_s3_bucket_policy']);
});
