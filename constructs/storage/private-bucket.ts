import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Lazy, type ITerraformDependable, type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { policyDocument, type Statement } from '../identity/policy-document';
import { guardAgainstDestroy, type Protection } from '../protection';

/** When objects of a bucket go away by themselves, or move to cheaper storage. */
export interface BucketLifecycle {
  /** Days that overwritten and deleted versions can still be restored. */
  readonly noncurrentDays: number;
  /** Days after which current objects are deleted. @default - they stay */
  readonly expirationDays?: number;
  /**
   * `INTELLIGENT_TIERING` moves objects that nobody reads to cheaper tiers by itself, for 0.0025 USD a month per 1000
   * objects of 128 KiB or more.
   *
   * @default 'STANDARD'
   */
  readonly storageClass?: 'STANDARD' | 'INTELLIGENT_TIERING';
}

/** A bucket that takes access logs. */
export interface AccessLogsTarget {
  readonly bucketName: string;
  /** What must be there before S3 agrees to deliver: the policy that lets it. @default - nothing */
  readonly ready?: ITerraformDependable[];
}

export interface PrivateBucketProps {
  /** Name of the bucket; unique in all of AWS, so it ends with the account id. */
  readonly name: string;
  /** KMS key of the objects. @default - Amazon's own keys (SSE-S3), which is all that targets of access logs may have */
  readonly encryptionKeyArn?: string;
  readonly lifecycle: BucketLifecycle;
  /** Where S3 records who read and wrote what. @default - nowhere */
  readonly accessLogs?: AccessLogsTarget;
  /** With `none` the bucket is emptied and deleted together with its stack. */
  readonly protection: Protection;
  /** Who may do what, beyond what IAM policies of the account allow. @default - nobody */
  readonly statements?: readonly Statement[];
  /** @default - the stack's default provider */
  readonly provider?: TerraformProvider;
}

/** A bucket that is encrypted, never public, and answers only over TLS. */
export class PrivateBucket extends Construct {
  readonly arn: string;
  readonly bucketName: string;
  readonly regionalDomainName: string;
  readonly resource: S3Bucket;
  /** What those depend on who write to the bucket by its policy or its ACL. */
  readonly ready: ITerraformDependable[];
  private readonly statements: Statement[];
  private ownership: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' = 'BucketOwnerEnforced';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PrivateBucketProps,
  ) {
    super(scope, id);
    this.resource = new S3Bucket(this, 'Resource', {
      bucket: props.name,
      forceDestroy: props.protection === 'none',
      provider: props.provider,
    });
    guardAgainstDestroy(this.resource, props.protection);
    this.arn = this.resource.arn;
    this.bucketName = this.resource.bucket;
    this.regionalDomainName = this.resource.bucketRegionalDomainName;
    this.statements = [this.onlyOverTls(), ...(props.statements ?? [])];

    this.createEncryption();
    this.createLifecycle(this.createVersioning());
    this.createLogging();
    this.ready = [this.createOwnership(), this.createPolicy(this.createPublicAccessBlock())];
  }

  /** Adds a statement to the bucket's policy. */
  addPolicyStatement(statement: Statement): void {
    this.statements.push(statement);
  }

  /** Lets services that know no other way grant themselves access by an ACL; what they write is still the bucket's owner's. */
  allowAcls(): void {
    this.ownership = 'BucketOwnerPreferred';
  }

  /** What each settings resource of the bucket has in common. */
  private get common() {
    return { bucket: this.bucketName, provider: this.props.provider };
  }

  private createEncryption(): void {
    const { encryptionKeyArn } = this.props;
    const algorithm = encryptionKeyArn
      ? { sseAlgorithm: 'aws:kms', kmsMasterKeyId: encryptionKeyArn }
      : { sseAlgorithm: 'AES256' };
    new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      ...this.common,
      // A bucket key saves nearly all of the calls to KMS, and their cost.
      rule: [{ applyServerSideEncryptionByDefault: algorithm, bucketKeyEnabled: encryptionKeyArn !== undefined }],
    });
  }

  private createVersioning(): S3BucketVersioningA {
    return new S3BucketVersioningA(this, 'Versioning', {
      ...this.common,
      versioningConfiguration: { status: 'Enabled' },
    });
  }

  private createLifecycle(versioning: S3BucketVersioningA): void {
    const { noncurrentDays, expirationDays, storageClass } = this.props.lifecycle;
    new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      ...this.common,
      rule: [
        {
          id: 'all-objects',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          noncurrentVersionExpiration: [{ noncurrentDays }],
          expiration: expirationDays === undefined ? undefined : [{ days: expirationDays }],
          transition: storageClass === 'INTELLIGENT_TIERING' ? [{ days: 0, storageClass }] : undefined,
        },
      ],
      // Rules about noncurrent versions are only accepted once there can be such versions.
      dependsOn: [versioning],
    });
  }

  private createLogging(): void {
    if (!this.props.accessLogs) return;
    new S3BucketLoggingA(this, 'Logging', {
      ...this.common,
      targetBucket: this.props.accessLogs.bucketName,
      targetPrefix: `s3/${this.props.name}/`,
      dependsOn: this.props.accessLogs.ready,
    });
  }

  private createOwnership(): S3BucketOwnershipControls {
    return new S3BucketOwnershipControls(this, 'Ownership', {
      ...this.common,
      rule: { objectOwnership: Lazy.stringValue({ produce: () => this.ownership }) },
    });
  }

  private createPublicAccessBlock(): S3BucketPublicAccessBlock {
    return new S3BucketPublicAccessBlock(this, 'PublicAccessBlock', {
      ...this.common,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }

  private createPolicy(publicAccessBlock: S3BucketPublicAccessBlock): S3BucketPolicy {
    return new S3BucketPolicy(this, 'Policy', {
      ...this.common,
      policy: Lazy.stringValue({ produce: () => policyDocument(this.statements) }),
      // S3 refuses to change both at the same moment.
      dependsOn: [publicAccessBlock],
    });
  }

  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
  private onlyOverTls(): Statement {
    return {
      sid: 'OnlyOverTls',
      effect: 'Deny',
      principals: { AWS: '*' },
      actions: ['s3:*'],
      resources: [this.arn, `${this.arn}/*`],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    };
  }
}
