import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key';
import type { IGrantee } from '../identity/grantee';
import type { Statement } from '../identity/policy-document';
import type { Protection } from '../protection';
import type { AccessLogsBucket } from './access-logs-bucket';
import { PrivateBucket } from './private-bucket';

export interface AssetsBucketProps {
  /** Name of the bucket; unique in all of AWS, so it ends with the account id. */
  readonly name: string;
  readonly accountId: string;
  readonly protection: Protection;
  readonly accessLogs: AccessLogsBucket;
}

/** What users upload: encrypted with a key of its own, and restorable for 30 days after it was overwritten or deleted. */
export class AssetsBucket extends Construct {
  readonly arn: string;
  readonly bucketName: string;
  readonly regionalDomainName: string;
  readonly encryptionKeyArn: string;
  private readonly bucket: PrivateBucket;

  constructor(scope: Construct, id: string, props: AssetsBucketProps) {
    super(scope, id);
    const key = new EncryptionKey(this, 'Key', {
      name: props.name,
      description: `Objects of ${props.name}`,
      accountId: props.accountId,
      protection: props.protection,
      statements: [this.distributionsDecrypt(props.accountId)],
    });
    this.bucket = new PrivateBucket(this, 'Resource', {
      name: props.name,
      encryptionKeyArn: key.arn,
      lifecycle: { noncurrentDays: 30, storageClass: 'INTELLIGENT_TIERING' },
      accessLogs: props.accessLogs,
      protection: props.protection,
    });
    this.arn = this.bucket.arn;
    this.bucketName = this.bucket.bucketName;
    this.regionalDomainName = this.bucket.regionalDomainName;
    this.encryptionKeyArn = key.arn;
  }

  /** Lets `grantee` list, read, write and delete objects; earlier versions stay out of its reach. */
  grantReadWrite(grantee: IGrantee): void {
    grantee.allow(
      { sid: 'ListAssets', actions: ['s3:ListBucket'], resources: [this.arn] },
      {
        sid: 'ReadWriteAssets',
        actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
        resources: [`${this.arn}/*`],
      },
      {
        sid: 'UseAssetsKey',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [this.encryptionKeyArn],
      },
    );
  }

  /** Lets one CloudFront distribution read objects. */
  allowDistribution(distributionArn: string): void {
    this.bucket.addPolicyStatement({
      sid: 'DistributionReads',
      principals: { Service: 'cloudfront.amazonaws.com' },
      actions: ['s3:GetObject'],
      resources: [`${this.arn}/*`],
      conditions: { StringEquals: { 'aws:SourceArn': distributionArn } },
    });
  }

  /**
   * Names all distributions of the account, since the key exists before the one that will read: which one may is the
   * bucket policy's decision.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
   */
  private distributionsDecrypt(accountId: string): Statement {
    return {
      sid: 'DistributionsDecrypt',
      principals: { Service: 'cloudfront.amazonaws.com' },
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudfront::${accountId}:distribution/*` } },
    };
  }
}
