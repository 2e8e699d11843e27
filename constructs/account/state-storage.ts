import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key';
import { guardAgainstDestroy, type Protection } from '../protection';
import { PrivateBucket } from '../storage/private-bucket';
import { lockTableName, planBucketName, stateBucketName, stateKeyAlias } from './names';

export interface StateStorageProps {
  readonly accountId: string;
  /** Where S3 records who read and wrote state and plans. */
  readonly accessLogs: { readonly bucketName: string };
}

/** The most there is: without its state, Terraform no longer knows what exists, and makes all of it again. */
const protection: Protection = 'prevent-destroy';

/** Days that a saved plan can be applied; it goes stale with the first change anyway. */
const planDays = 7;

/** Where the state of every stack of the account lives, its locks, and the plans that wait for approval. */
export class StateStorage extends Construct {
  readonly stateBucketName: string;
  readonly planBucketName: string;
  readonly lockTableName: string;

  constructor(scope: Construct, id: string, props: StateStorageProps) {
    super(scope, id);
    const key = new EncryptionKey(this, 'Key', {
      name: stateKeyAlias.replace('alias/', ''),
      description: 'Terraform state, plans and locks',
      accountId: props.accountId,
      protection,
    });
    const shared = { encryptionKeyArn: key.arn, accessLogs: props.accessLogs, protection };
    this.stateBucketName = new PrivateBucket(this, 'State', {
      ...shared,
      name: stateBucketName(props.accountId),
      lifecycle: { noncurrentDays: 90 },
    }).bucketName;
    this.planBucketName = new PrivateBucket(this, 'Plans', {
      ...shared,
      name: planBucketName(props.accountId),
      lifecycle: { expirationDays: planDays, noncurrentDays: 1 },
      protection: 'none',
    }).bucketName;
    this.lockTableName = this.createLockTable(key);
  }

  private createLockTable(key: EncryptionKey): string {
    const table = new DynamodbTable(this, 'Locks', {
      name: lockTableName,
      billingMode: 'PAY_PER_REQUEST',
      // The name that Terraform's S3 backend expects.
      hashKey: 'LockID',
      attribute: [{ name: 'LockID', type: 'S' }],
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
      deletionProtectionEnabled: true,
    });
    guardAgainstDestroy(table, protection);
    return table.name;
  }
}
