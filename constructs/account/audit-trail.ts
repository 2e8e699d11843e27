import { Cloudtrail } from '@cdktf/provider-aws/lib/cloudtrail';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { EncryptionKey, logsMayEncrypt } from '../encryption/encryption-key';
import { policyDocument, serviceTrust, type Statement } from '../identity/policy-document';
import { LogGroup } from '../monitoring/log-group';
import { PrivateBucket } from '../storage/private-bucket';
import { auditBucketName } from './names';

export interface AuditTrailProps {
  readonly accountId: string;
  /** Where the trail lives; it records all regions. */
  readonly region: string;
  /** Days that the record is kept in its bucket, and can be searched in CloudWatch. */
  readonly retentionDays: number;
  /** Where S3 records who read the record. */
  readonly accessLogs: { readonly bucketName: string };
}

const trailName = 'nxloy-audit-trail';

/**
 * The record of who called which AWS API, in all regions: encrypted, and signed so that no entry can be changed or
 * removed unnoticed. The first trail of an account costs nothing but storage.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class AuditTrail extends Construct {
  readonly bucketName: string;
  private readonly key: EncryptionKey;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AuditTrailProps,
  ) {
    super(scope, id);
    this.key = new EncryptionKey(this, 'Key', {
      name: trailName,
      description: 'Record of calls to AWS',
      accountId: props.accountId,
      protection: 'prevent-destroy',
      statements: [this.trailMayEncrypt(), logsMayEncrypt(props.region, props.accountId)],
    });
    const bucket = this.createBucket();
    const logs = this.createLogGroup();
    const role = this.createRole();
    new Cloudtrail(this, 'Resource', {
      name: trailName,
      s3BucketName: bucket.bucketName,
      kmsKeyId: this.key.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${logs.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      // AWS tries to write before it accepts the trail.
      dependsOn: [...bucket.ready, this.allowWriting(role, logs)],
    });
    this.bucketName = bucket.bucketName;
  }

  private get trailArn(): string {
    return `arn:aws:cloudtrail:${this.props.region}:${this.props.accountId}:trail/${trailName}`;
  }

  private createBucket(): PrivateBucket {
    const { accountId, accessLogs, retentionDays } = this.props;
    const name = auditBucketName(accountId);
    return new PrivateBucket(this, 'Bucket', {
      name,
      encryptionKeyArn: this.key.arn,
      lifecycle: { expirationDays: retentionDays, noncurrentDays: 30 },
      accessLogs,
      protection: 'prevent-destroy',
      statements: [
        this.trailMay('TrailChecks', ['s3:GetBucketAcl'], `arn:aws:s3:::${name}`),
        this.trailMay('TrailWrites', ['s3:PutObject'], `arn:aws:s3:::${name}/AWSLogs/${accountId}/*`),
      ],
    });
  }

  /** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
  private trailMay(sid: string, actions: readonly string[], resource: string): Statement {
    return {
      sid,
      principals: { Service: 'cloudtrail.amazonaws.com' },
      actions,
      resources: [resource],
      conditions: { StringEquals: { 'aws:SourceArn': this.trailArn } },
    };
  }

  private trailMayEncrypt(): Statement {
    return this.trailMay('TrailEncrypts', ['kms:DescribeKey', 'kms:GenerateDataKey*'], '*');
  }

  private createLogGroup(): LogGroup {
    return new LogGroup(this, 'Logs', {
      name: `/aws/cloudtrail/${trailName}`,
      retentionDays: this.props.retentionDays,
      encryptionKeyArn: this.key.arn,
    });
  }

  private createRole(): IamRole {
    return new IamRole(this, 'Role', {
      name: trailName,
      description: 'CloudTrail writes to its log group',
      assumeRolePolicy: serviceTrust('cloudtrail.amazonaws.com', { StringEquals: { 'aws:SourceArn': this.trailArn } }),
    });
  }

  private allowWriting(role: IamRole, logs: LogGroup): IamRolePolicy {
    return new IamRolePolicy(this, 'WriteLogs', {
      role: role.name,
      name: 'write-logs',
      policy: policyDocument([
        { sid: 'Write', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logs.arn}:*`] },
      ]),
    });
  }
}
