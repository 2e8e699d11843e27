import { PrivateBucket, type PrivateBucketProps } from '../../../constructs/storage/private-bucket';
import { synthesize } from '../../support/synth';

const bucketWith = (props: Partial<PrivateBucketProps> = {}, change: (bucket: PrivateBucket) => void = () => {}) =>
  synthesize((stack) =>
    change(
      new PrivateBucket(stack, 'Bucket', {
        name: 'nxloy-test-123456789012',
        lifecycle: { noncurrentDays: 30 },
        protection: 'none',
        ...props,
      }),
    ),
  );

const statementsOf = (stack: ReturnType<typeof synthesize>) =>
  JSON.parse(stack.only('aws_s3_bucket_policy').policy).Statement;

describe('PrivateBucket', () => {
  it('keeps the public out in all four ways and switches ACLs off', () => {
    const stack = bucketWith();
    expect(stack.only('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.only('aws_s3_bucket_ownership_controls').rule).toEqual({ object_ownership: 'BucketOwnerEnforced' });
  });

  it('refuses everybody who does not come over TLS, for the bucket and its objects', () => {
    const stack = bucketWith();
    const arn = `\${aws_s3_bucket.${Object.keys(stack.resources('aws_s3_bucket'))[0]}.arn}`;
    expect(statementsOf(stack)).toEqual([
      {
        Sid: 'OnlyOverTls',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: ['s3:*'],
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });

  it('encrypts with the given key through a bucket key, else with keys of Amazon', () => {
    const rule = (stack: ReturnType<typeof synthesize>) =>
      stack.only('aws_s3_bucket_server_side_encryption_configuration').rule[0];
    expect(rule(bucketWith({ encryptionKeyArn: 'arn:key' }))).toEqual({
      apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: 'arn:key' },
      bucket_key_enabled: true,
    });
    expect(rule(bucketWith())).toEqual({
      apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' },
      bucket_key_enabled: false,
    });
  });

  it('is versioned', () => {
    expect(bucketWith().only('aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Enabled' });
  });

  it('forgets old versions and unfinished uploads, and only what it was told to expire', () => {
    const rule = (lifecycle: PrivateBucketProps['lifecycle']) =>
      bucketWith({ lifecycle }).only('aws_s3_bucket_lifecycle_configuration').rule[0];
    expect(rule({ noncurrentDays: 30 })).toEqual({
      id: 'all-objects',
      status: 'Enabled',
      filter: [{ prefix: '' }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
    });
    expect(rule({ noncurrentDays: 1, expirationDays: 7, storageClass: 'INTELLIGENT_TIERING' })).toMatchObject({
      expiration: [{ days: 7 }],
      transition: [{ days: 0, storage_class: 'INTELLIGENT_TIERING' }],
    });
  });

  it('logs access below its own name where a log bucket is given', () => {
    expect(bucketWith().count('aws_s3_bucket_logging')).toBe(0);
    expect(bucketWith({ accessLogs: { bucketName: 'logs' } }).only('aws_s3_bucket_logging')).toMatchObject({
      target_bucket: 'logs',
      target_prefix: 's3/nxloy-test-123456789012/',
    });
  });

  it('is emptied with its stack only when nothing protects it, and kept by Terraform when data are guarded', () => {
    expect(bucketWith({ protection: 'none' }).only('aws_s3_bucket').force_destroy).toBe(true);
    const kept = bucketWith({ protection: 'deletion-protection' }).only('aws_s3_bucket');
    expect(kept).toMatchObject({ force_destroy: false });
    expect(kept).not.toHaveProperty('lifecycle');
    expect(bucketWith({ protection: 'prevent-destroy' }).only('aws_s3_bucket')).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  it('collects statements given at once and added later in one policy', () => {
    const statement = (sid: string) => ({
      sid,
      actions: ['s3:GetObject'],
      principals: { AWS: 'arn:role' },
      resources: ['*'],
    });
    const stack = bucketWith({ statements: [statement('First')] }, (bucket) =>
      bucket.addPolicyStatement(statement('Later')),
    );
    expect(statementsOf(stack).map(({ Sid }: { Sid: string }) => Sid)).toEqual(['OnlyOverTls', 'First', 'Later']);
  });
});
