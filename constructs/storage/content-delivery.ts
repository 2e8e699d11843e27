import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { Certificate } from '../dns/certificate';
import type { HostedZone } from '../dns/hosted-zone';
import type { Protection } from '../protection';
import type { AccessLogsBucket } from './access-logs-bucket';
import type { AssetsBucket } from './assets-bucket';
import { WebFirewall } from './web-firewall';

/**
 * AWS's policy `CachingOptimized`: compressed, no cookies or query strings, a day.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';

/**
 * AWS's policy `SecurityHeadersPolicy`: HSTS, no framing, no sniffing of types, a strict referrer.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
const securityHeaders = '67f7725c-6f97-4210-82d7-5512b31e9d03';

export interface ContentDeliveryProps {
  readonly name: string;
  readonly accountId: string;
  /** Host name under which assets are served; lies in `zone`. */
  readonly host: string;
  readonly zone: HostedZone;
  readonly assets: AssetsBucket;
  readonly accessLogs: AccessLogsBucket;
  /** `managed-rules` puts a {@link WebFirewall} in front: about 10 USD a month. */
  readonly firewall: 'none' | 'managed-rules';
  /** Days that the firewall's logs are kept. */
  readonly logRetentionDays: number;
  readonly protection: Protection;
  /** Provider of AWS's global services, for the certificate and the firewall. */
  readonly provider: TerraformProvider;
}

/** Serves the assets bucket from CloudFront, under a host of ours, to browsers only over current TLS. */
export class ContentDelivery extends Construct {
  readonly distributionArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContentDeliveryProps,
  ) {
    super(scope, id);
    const distribution = this.createDistribution();
    props.assets.allowDistribution(distribution.arn);
    this.createAlias('A', distribution);
    this.createAlias('AAAA', distribution);
    this.distributionArn = distribution.arn;
  }

  private createDistribution(): CloudfrontDistribution {
    const { name, host, zone, assets, accessLogs, provider } = this.props;
    accessLogs.allowDistributions();
    const certificate = new Certificate(this, 'Certificate', { zone, hosts: [host], provider });
    return new CloudfrontDistribution(this, 'Resource', {
      enabled: true,
      comment: `Assets of ${name}`,
      aliases: [host],
      httpVersion: 'http2and3',
      isIpv6Enabled: true,
      defaultRootObject: 'index.html',
      webAclId: this.createFirewall()?.arn,
      origin: [
        {
          originId: 'assets',
          domainName: assets.regionalDomainName,
          originAccessControlId: this.createOriginAccessControl().id,
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: 'assets',
        viewerProtocolPolicy: 'redirect-to-https',
        allowedMethods: ['GET', 'HEAD', 'OPTIONS'],
        cachedMethods: ['GET', 'HEAD'],
        compress: true,
        cachePolicyId: cachingOptimized,
        responseHeadersPolicyId: securityHeaders,
      },
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      viewerCertificate: {
        acmCertificateArn: certificate.arn,
        minimumProtocolVersion: 'TLSv1.2_2021',
        sslSupportMethod: 'sni-only',
      },
      loggingConfig: { bucket: accessLogs.domainName, prefix: `cloudfront/${host}/`, includeCookies: false },
      dependsOn: accessLogs.ready,
    });
  }

  private createFirewall(): WebFirewall | undefined {
    if (this.props.firewall === 'none') return undefined;
    const { name, accountId, logRetentionDays, protection, provider } = this.props;
    return new WebFirewall(this, 'Firewall', {
      name: `${name}-assets`,
      accountId,
      logRetentionDays,
      protection,
      provider,
    });
  }

  /** CloudFront signs what it asks of S3, which objects under a KMS key require. */
  private createOriginAccessControl(): CloudfrontOriginAccessControl {
    return new CloudfrontOriginAccessControl(this, 'OriginAccess', {
      name: `${this.props.name}-assets`,
      description: `Reads assets of ${this.props.name}`,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
  }

  private createAlias(type: 'A' | 'AAAA', distribution: CloudfrontDistribution): void {
    new Route53Record(this, `Alias${type}`, {
      zoneId: this.props.zone.zoneId,
      name: this.props.host,
      type,
      alias: {
        name: distribution.domainName,
        zoneId: distribution.hostedZoneId,
        evaluateTargetHealth: false,
      },
    });
  }
}
