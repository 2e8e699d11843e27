import { type Family, type PermissionScope, named, tagged, tagging } from './scope';

/** RDS, ElastiCache and the backups of both. */
export function databasePermissions(scope: PermissionScope): Family {
  const { accountId } = scope;
  const plans = [`arn:aws:backup:*:${accountId}:backup-plan:*`];
  return {
    name: 'database',
    statements: [
      {
        sid: 'Database',
        actions: databaseActions,
        resources: [
          ...named(scope, 'rds', 'db:', 'pg:', 'subgrp:', 'snapshot:'),
          // Belong to AWS, and are named by every request that makes an instance.
          `arn:aws:rds:*:${accountId}:og:default*`,
          // Identified by AWS at random: reached only through an instance of ours.
          `arn:aws:rds:*:${accountId}:auto-backup:*`,
        ],
      },
      {
        sid: 'Cache',
        actions: cacheActions,
        resources: named(
          scope,
          'elasticache',
          'replicationgroup:',
          'cluster:',
          'subnetgroup:',
          'parametergroup:',
          'snapshot:',
        ),
      },
      {
        sid: 'BackupVault',
        actions: vaultActions,
        resources: named(scope, 'backup', 'backup-vault:'),
      },
      {
        sid: 'MakeBackupPlan',
        actions: ['backup:CreateBackupPlan', 'backup:TagResource'],
        resources: plans,
        conditions: tagging(scope),
      },
      { sid: 'BackupPlan', actions: planActions, resources: plans, conditions: tagged(scope) },
      {
        sid: 'BackupStorage',
        actions: ['backup-storage:MountCapsule'],
        resources: ['*'],
        reason: 'making a vault mounts its storage, which has no ARN',
      },
    ],
  };
}

const databaseActions = [
  'rds:AddTagsToResource',
  'rds:CreateDBInstance',
  'rds:CreateDBInstanceReadReplica',
  'rds:CreateDBParameterGroup',
  'rds:CreateDBSnapshot',
  'rds:CreateDBSubnetGroup',
  'rds:DeleteDBInstance',
  'rds:DeleteDBInstanceAutomatedBackup',
  'rds:DeleteDBParameterGroup',
  'rds:DeleteDBSubnetGroup',
  'rds:ModifyDBInstance',
  'rds:ModifyDBParameterGroup',
  'rds:ModifyDBSubnetGroup',
  'rds:PromoteReadReplica',
  'rds:RebootDBInstance',
  'rds:RemoveTagsFromResource',
  'rds:ResetDBParameterGroup',
  'rds:StartDBInstanceAutomatedBackupsReplication',
  'rds:StopDBInstanceAutomatedBackupsReplication',
];

const cacheActions = [
  'elasticache:AddTagsToResource',
  'elasticache:CreateCacheParameterGroup',
  'elasticache:CreateCacheSubnetGroup',
  'elasticache:CreateReplicationGroup',
  'elasticache:CreateSnapshot',
  'elasticache:DecreaseReplicaCount',
  'elasticache:DeleteCacheParameterGroup',
  'elasticache:DeleteCacheSubnetGroup',
  'elasticache:DeleteReplicationGroup',
  'elasticache:IncreaseReplicaCount',
  'elasticache:ModifyCacheParameterGroup',
  'elasticache:ModifyCacheSubnetGroup',
  'elasticache:ModifyReplicationGroup',
  'elasticache:ModifyReplicationGroupShardConfiguration',
  'elasticache:RemoveTagsFromResource',
  'elasticache:ResetCacheParameterGroup',
];

const vaultActions = [
  'backup:CreateBackupVault',
  'backup:DeleteBackupVault',
  'backup:DeleteBackupVaultAccessPolicy',
  'backup:DeleteBackupVaultNotifications',
  'backup:PutBackupVaultAccessPolicy',
  'backup:PutBackupVaultLockConfiguration',
  'backup:PutBackupVaultNotifications',
  'backup:TagResource',
  'backup:UntagResource',
];

const planActions = [
  'backup:CreateBackupSelection',
  'backup:DeleteBackupPlan',
  'backup:DeleteBackupSelection',
  'backup:TagResource',
  'backup:UntagResource',
  'backup:UpdateBackupPlan',
];
