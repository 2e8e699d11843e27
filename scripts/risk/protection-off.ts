import { isDeleted, isUnknown, valueAt } from './change';
import type { Rule } from './rule';

interface Safeguard {
  readonly attribute: string;
  /** Whether the value protects. */
  readonly protects: (value: unknown) => boolean;
  readonly without: string;
}

const on = (value: unknown): boolean => value === true;
const off = (value: unknown): boolean => value !== true;

const finalSnapshot: Safeguard = {
  attribute: 'skip_final_snapshot',
  protects: off,
  without: 'deleting it leaves no final snapshot',
};
const backups: Safeguard = {
  attribute: 'backup_retention_period',
  protects: (value) => Number(value) > 0,
  without: 'automated backups are switched off, and those that exist are deleted',
};

const safeguards: Readonly<Record<string, readonly Safeguard[]>> = {
  aws_db_instance: [
    { attribute: 'deletion_protection', protects: on, without: 'anyone with access can delete the database' },
    finalSnapshot,
    backups,
    { attribute: 'publicly_accessible', protects: off, without: 'the database gets a public address' },
    { attribute: 'storage_encrypted', protects: on, without: 'data is stored unencrypted' },
    { attribute: 'multi_az', protects: on, without: 'the loss of one zone takes the database along' },
  ],
  aws_rds_cluster: [
    { attribute: 'deletion_protection', protects: on, without: 'anyone with access can delete the database' },
    finalSnapshot,
    backups,
  ],
  aws_dynamodb_table: [
    { attribute: 'deletion_protection_enabled', protects: on, without: 'anyone with access can delete the table' },
    {
      attribute: 'point_in_time_recovery.0.enabled',
      protects: on,
      without: 'the table cannot be restored to an earlier moment',
    },
  ],
  aws_elasticache_replication_group: [
    { attribute: 'automatic_failover_enabled', protects: on, without: 'the loss of one node stops the cache' },
    { attribute: 'transit_encryption_enabled', protects: on, without: 'traffic is no longer encrypted' },
    { attribute: 'snapshot_retention_limit', protects: (value) => Number(value) > 0, without: 'no snapshots are kept' },
  ],
  aws_eks_cluster: [
    { attribute: 'deletion_protection', protects: on, without: 'anyone with access can delete the cluster' },
  ],
  aws_lb: [
    {
      attribute: 'enable_deletion_protection',
      protects: on,
      without: 'anyone with access can delete the load balancer',
    },
  ],
  aws_cloudtrail: [
    { attribute: 'enable_logging', protects: on, without: 'what is done in the account is no longer recorded' },
  ],
};

/** A safeguard that was there and will not be, or may not be. */
export const protectionOff: Rule = {
  name: 'protection-off',
  types: Object.keys(safeguards),
  assess: (change) => {
    if (isDeleted(change) || change.actions.includes('create')) return [];
    return (safeguards[change.type] ?? []).flatMap(({ attribute, protects, without }) => {
      if (!protects(valueAt(change.before, attribute))) return [];
      if (isUnknown(change, attribute)) return [`${attribute} is known only while applying: possibly ${without}`];
      return protects(valueAt(change.after, attribute)) ? [] : [`loses ${attribute}: ${without}`];
    });
  },
};
