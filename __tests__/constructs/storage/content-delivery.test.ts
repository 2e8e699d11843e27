import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { HostedZone } from '../../../constructs/dns/hosted-zone';
import { AccessLogsBucket } from '../../../constructs/storage/access-logs-bucket';
import { AssetsBucket } from '../../../constructs/storage/assets-bucket';
import { ContentDelivery } from '../../../constructs/storage/content-delivery';
import { synthesize } from '../../support/synth';

const deliveryWith = (firewall: 'none' | 'managed-rules' = 'none') =>
  synthesize((scope) => {
    const common = { name: 'nxloy-test', accountId: '123456789012', protection: 'none' as const };
    const accessLogs = new AccessLogsBucket(scope, 'AccessLogs', { ...common, name: 'logs', retentionDays: 90 });
    new ContentDelivery(scope, 'ContentDelivery', {
      ...common,
      host: 'assets.test.nxloy.com',
      zone: new HostedZone(scope, 'Zone', { name: 'test.nxloy.com' }),
      assets: new AssetsBucket(scope, 'Assets', { ...common, name: 'assets', accessLogs }),
      accessLogs,
      firewall,
      logRetentionDays: 90,
      provider: new AwsProvider(scope, 'Global', { region: 'us-east-1', alias: 'global' }),
    });
  });

const idOf = (stack: ReturnType<typeof synthesize>, type: string) => Object.keys(stack.resources(type))[0]!;

describe('ContentDelivery', () => {
  const stack = deliveryWith();
  const distribution = stack.only('aws_cloudfront_distribution');

  it('serves its host over current TLS only, with a certificate of the global region', () => {
    expect(distribution).toMatchObject({
      aliases: ['assets.test.nxloy.com'],
      http_version: 'http2and3',
      is_ipv6_enabled: true,
      viewer_certificate: { minimum_protocol_version: 'TLSv1.2_2021', ssl_support_method: 'sni-only' },
      default_cache_behavior: { viewer_protocol_policy: 'redirect-to-https' },
    });
    expect(distribution.viewer_certificate.acm_certificate_arn).toBe(
      `\${aws_acm_certificate_validation.${idOf(stack, 'aws_acm_certificate_validation')}.certificate_arn}`,
    );
    expect(stack.only('aws_acm_certificate').provider).toBe('aws.global');
  });

  it("caches and sets security headers by AWS's managed policies", () => {
    expect(distribution.default_cache_behavior).toMatchObject({
      allowed_methods: ['GET', 'HEAD', 'OPTIONS'],
      cache_policy_id: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      response_headers_policy_id: '67f7725c-6f97-4210-82d7-5512b31e9d03',
    });
  });

  it('signs what it asks of the bucket, and the bucket lets in this distribution alone', () => {
    expect(stack.only('aws_cloudfront_origin_access_control')).toMatchObject({
      origin_access_control_origin_type: 's3',
      signing_behavior: 'always',
      signing_protocol: 'sigv4',
    });
    const policies = Object.values(stack.resources('aws_s3_bucket_policy')).map(({ policy }) => JSON.parse(policy));
    const readers = policies.flatMap(({ Statement }) => Statement).filter(({ Sid }) => Sid === 'DistributionReads');
    expect(readers.map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          'aws:SourceArn': `\${aws_cloudfront_distribution.${idOf(stack, 'aws_cloudfront_distribution')}.arn}`,
        },
      },
    ]);
  });

  it('logs to the access logs bucket once that takes ACLs', () => {
    expect(distribution.logging_config).toMatchObject({ prefix: 'cloudfront/assets.test.nxloy.com/' });
    expect(distribution.depends_on).toContainEqual(
      expect.stringMatching(/^aws_s3_bucket_ownership_controls\.AccessLogs/),
    );
  });

  it('answers to its host over IPv4 and IPv6', () => {
    const aliases = Object.values(stack.resources('aws_route53_record')).filter(({ alias }) => alias);
    expect(aliases.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
      'assets.test.nxloy.com A',
      'assets.test.nxloy.com AAAA',
    ]);
  });

  it('stands behind a firewall only where asked', () => {
    expect(stack.count('aws_wafv2_web_acl')).toBe(0);
    expect(distribution).not.toHaveProperty('web_acl_id');
    const guarded = deliveryWith('managed-rules');
    expect(guarded.only('aws_cloudfront_distribution').web_acl_id).toBe(
      `\${aws_wafv2_web_acl.${idOf(guarded, 'aws_wafv2_web_acl')}.arn}`,
    );
  });
});
