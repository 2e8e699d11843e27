import type { Statement } from '../../../constructs/identity/policy-document';
import { AccessLogsBucket } from '../../../constructs/storage/access-logs-bucket';
import { AssetsBucket } from '../../../constructs/storage/assets-bucket';
import { synthesize } from '../../support/synth';

const assetsWith = (use: (assets: AssetsBucket) => void = () => {}) =>
  synthesize((scope) => {
    const common = { accountId: '123456789012', protection: 'none' as const };
    const accessLogs = new AccessLogsBucket(scope, 'AccessLogs', { ...common, name: 'logs', retentionDays: 90 });
    use(new AssetsBucket(scope, 'Assets', { ...common, name: 'assets', accessLogs }));
  });

const policyOf = (stack: ReturnType<typeof synthesize>) =>
  JSON.parse(stack.matching('aws_s3_bucket_policy', { bucket: bucketOf(stack) }).policy).Statement;

const bucketOf = (stack: ReturnType<typeof synthesize>) => {
  const [id] = Object.entries(stack.resources('aws_s3_bucket')).find(([, { bucket }]) => bucket === 'assets')!;
  return `\${aws_s3_bucket.${id}.bucket}`;
};

describe('AssetsBucket', () => {
  it('encrypts with a key of its own, which distributions of the account may decrypt with', () => {
    const stack = assetsWith();
    const [keyId] = Object.keys(stack.resources('aws_kms_key'));
    expect(stack.count('aws_kms_key')).toBe(1);
    expect(
      stack.matching('aws_s3_bucket_server_side_encryption_configuration', { bucket: bucketOf(stack) }).rule[0]
        .apply_server_side_encryption_by_default,
    ).toEqual({ sse_algorithm: 'aws:kms', kms_master_key_id: `\${aws_kms_key.${keyId}.arn}` });
    expect(JSON.parse(stack.only('aws_kms_key').policy).Statement[1]).toMatchObject({
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: ['kms:Decrypt'],
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::123456789012:distribution/*' } },
    });
  });

  it('keeps old versions for 30 days and moves what nobody reads to cheaper storage', () => {
    const stack = assetsWith();
    const [rule] = stack.matching('aws_s3_bucket_lifecycle_configuration', { bucket: bucketOf(stack) }).rule;
    expect(rule).toMatchObject({
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      transition: [{ days: 0, storage_class: 'INTELLIGENT_TIERING' }],
    });
    expect(rule).not.toHaveProperty('expiration');
  });

  it('logs access only once the log bucket takes it', () => {
    const stack = assetsWith();
    const [logsPolicy] = Object.entries(stack.resources('aws_s3_bucket_policy')).find(
      ([, { bucket }]) => bucket !== bucketOf(stack),
    )!;
    expect(stack.only('aws_s3_bucket_logging').depends_on).toContain(`aws_s3_bucket_policy.${logsPolicy}`);
  });

  it('lets nobody in by its policy until told', () => {
    expect(policyOf(assetsWith()).map(({ Sid }: { Sid: string }) => Sid)).toEqual(['OnlyOverTls']);
  });

  it('lets one distribution read objects, and nothing else', () => {
    const stack = assetsWith((assets) => assets.allowDistribution('arn:distribution'));
    expect(policyOf(stack)[1]).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: ['s3:GetObject'],
      Condition: { StringEquals: { 'aws:SourceArn': 'arn:distribution' } },
    });
    expect(policyOf(stack)).toHaveLength(2);
  });

  it('grants a reader and writer this bucket and its key, without wildcards in actions', () => {
    const granted: Statement[] = [];
    assetsWith((assets) => assets.grantReadWrite({ allow: (...statements) => void granted.push(...statements) }));
    expect(granted.map(({ sid }) => sid)).toEqual(['ListAssets', 'ReadWriteAssets', 'UseAssetsKey']);
    expect(granted.flatMap(({ actions }) => actions)).toEqual([
      's3:ListBucket',
      's3:GetObject',
      's3:PutObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]);
    expect(granted.flatMap(({ resources }) => resources ?? [])).not.toContain('*');
  });
});
