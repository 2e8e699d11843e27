import { DbInstanceAutomatedBackupsReplication } from '@cdktf/provider-aws/lib/db-instance-automated-backups-replication';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key';
import { guardAgainstDestroy, type Protection } from '../protection';

export interface BackupReplicationProps {
  /** Prefix of all names, such as `nxloy-prod`. */
  readonly name: string;
  readonly accountId: string;
  readonly databaseArn: string;
  /** Days within which the copy can be restored to any second. */
  readonly retentionDays: number;
  readonly protection: Protection;
  /** Provider of the region that receives the copies. */
  readonly provider: TerraformProvider;
}

/**
 * Keeps snapshots and transaction logs of a database in a second region, minutes behind. Costs the copies' storage
 * (about 0.095 USD per GiB and month) and what crosses regions (0.02 USD per GiB).
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
 */
export class BackupReplication extends Construct {
  constructor(scope: Construct, id: string, props: BackupReplicationProps) {
    super(scope, id);
    const { accountId, protection, provider } = props;
    // KMS keys do not cross regions: the copies need one of their own.
    const key = new EncryptionKey(this, 'Key', {
      name: `${props.name}-database-backups`,
      description: `Copies of the database backups of ${props.name}`,
      accountId,
      protection,
      provider,
    });
    const replication = new DbInstanceAutomatedBackupsReplication(this, 'Resource', {
      sourceDbInstanceArn: props.databaseArn,
      retentionPeriod: props.retentionDays,
      kmsKeyId: key.arn,
      provider,
    });
    guardAgainstDestroy(replication, protection);
  }
}
