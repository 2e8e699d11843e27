import type { Construct } from 'constructs';
import { AccessLogsBucket } from '../../../constructs/storage/access-logs-bucket';
import { synthesize } from '../../support/synth';

const create = (scope: Construct) =>
  new AccessLogsBucket(scope, 'AccessLogs', {
    name: 'nxloy-test-access-logs',
    accountId: '123456789012',
    retentionDays: 90,
    protection: 'none',
  });

const stack = synthesize((scope) => void create(scope));

describe('AccessLogsBucket', () => {
  it('takes deliveries from S3, for this account only', () => {
    const [tls, delivery, ...others] = JSON.parse(stack.only('aws_s3_bucket_policy').policy).Statement;
    expect(tls.Sid).toBe('OnlyOverTls');
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: ['s3:PutObject'],
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    });
  });

  it('switches ACLs on only for CloudFront, which delivers nothing without them', () => {
    const ownership = (synthesized: typeof stack) => synthesized.only('aws_s3_bucket_ownership_controls').rule;
    expect(ownership(stack)).toEqual({ object_ownership: 'BucketOwnerEnforced' });
    const withDistributions = synthesize((scope) => create(scope).allowDistributions());
    expect(ownership(withDistributions)).toEqual({ object_ownership: 'BucketOwnerPreferred' });
  });

  it('uses no KMS key, under which S3 delivers nothing', () => {
    expect(stack.count('aws_kms_key')).toBe(0);
    expect(
      stack.only('aws_s3_bucket_server_side_encryption_configuration').rule[0].apply_server_side_encryption_by_default,
    ).toEqual({ sse_algorithm: 'AES256' });
  });

  it('forgets logs after the retention', () => {
    expect(stack.only('aws_s3_bucket_lifecycle_configuration').rule[0].expiration).toEqual([{ days: 90 }]);
  });
});
