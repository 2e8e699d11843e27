import { actionName, isDeleted } from './change';
import type { Rule } from './rule';

/** Types that hold data which nobody can make again. */
const statefulTypes: readonly string[] = [
  'aws_backup_vault',
  'aws_cloudwatch_log_group',
  'aws_db_instance',
  'aws_db_instance_automated_backups_replication',
  'aws_dynamodb_table',
  'aws_ebs_volume',
  'aws_ecr_repository',
  'aws_efs_file_system',
  'aws_eks_cluster',
  'aws_elasticache_replication_group',
  'aws_kms_key',
  'aws_rds_cluster',
  'aws_route53_zone',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
];

export const dataLoss: Rule = {
  name: 'data-loss',
  types: statefulTypes,
  assess: (change) =>
    isDeleted(change) ? [`is ${actionName(change)}: what it holds is lost unless it was backed up`] : [],
};
