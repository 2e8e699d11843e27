import { S3Backend, type TerraformStack } from 'cdktf';
import { lockTableName, stateBucketName, stateKey, stateKeyAlias } from './names';

export interface RemoteStateProps {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Keeps a stack's state in the account's bucket, under the stack's name, guarded by a DynamoDB lock and by Terraform's
 * own lock file: whoever only knows one of the two still waits.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export function keepStateInBucket(stack: TerraformStack, props: RemoteStateProps): void {
  const backend = new S3Backend(stack, {
    bucket: stateBucketName(props.accountId),
    key: stateKey(stack.node.id),
    region: props.region,
    encrypt: true,
    kmsKeyId: stateKeyAlias,
    dynamodbTable: lockTableName,
  });
  // cdktf's type predates the lock file.
  backend.addOverride('use_lockfile', true);
}
