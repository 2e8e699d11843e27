/**
 * How long AWS usually takes to make one, in seconds: only what takes longer than a minute, for these decide when a
 * deployment is done. Good enough for an estimate; nothing else depends on them.
 */
export const typicalSeconds: Readonly<Record<string, number>> = {
  aws_acm_certificate_validation: 120,
  aws_cloudfront_distribution: 240,
  aws_db_instance: 600,
  aws_db_instance_automated_backups_replication: 300,
  aws_eks_addon: 60,
  aws_eks_cluster: 600,
  aws_eks_node_group: 180,
  aws_elasticache_replication_group: 600,
  aws_nat_gateway: 120,
  aws_vpc_endpoint: 90,
};
