import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Protection } from '../protection';
import { PrivateBucket } from './private-bucket';

export interface AccessLogsBucketProps {
  /** Name of the bucket; unique in all of AWS, so it ends with the account id. */
  readonly name: string;
  readonly accountId: string;
  /** Days that access logs are kept. */
  readonly retentionDays: number;
  readonly protection: Protection;
}

/**
 * Where S3, and CloudFront if it may, record who asked for what. Encrypted with Amazon's own keys: S3 delivers no access logs to
 * buckets with a KMS key by default.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogsBucket extends Construct {
  readonly bucketName: string;
  /** By this name CloudFront delivers. */
  readonly domainName: string;
  /** What those depend on who deliver logs. */
  readonly ready: ITerraformDependable[];
  private readonly bucket: PrivateBucket;

  constructor(scope: Construct, id: string, props: AccessLogsBucketProps) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Resource', {
      name: props.name,
      lifecycle: { noncurrentDays: 7, expirationDays: props.retentionDays },
      protection: props.protection,
    });
    this.bucket.addPolicyStatement({
      sid: 'ServerAccessLogs',
      principals: { Service: 'logging.s3.amazonaws.com' },
      actions: ['s3:PutObject'],
      resources: [`${this.bucket.arn}/*`],
      conditions: { StringEquals: { 'aws:SourceAccount': props.accountId } },
    });
    this.bucketName = this.bucket.bucketName;
    this.domainName = this.bucket.resource.bucketDomainName;
    this.ready = this.bucket.ready;
  }

  /**
   * Lets CloudFront deliver: it grants itself access by an ACL when it starts to log, and refuses buckets without ACLs.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
   */
  allowDistributions(): void {
    this.bucket.allowAcls();
  }
}
