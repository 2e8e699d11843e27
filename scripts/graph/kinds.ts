/** Attributes of one synthesized resource. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Where people look for a thing. */
export type Group = 'edge' | 'public' | 'private' | 'database' | 'storage' | 'identity' | 'observability';

/** One box of the picture: which resources it stands for, and what it says about them. */
export interface Kind {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  /** Terraform types that the box stands for; the box is drawn when the first of them exists. */
  readonly types: readonly string[];
  /** A second line, from the resources of the first type. @default - how many there are, when more than one */
  readonly detail?: (resources: readonly Attributes[]) => string;
}

const list = (values: readonly unknown[]): string => [...new Set(values.map(String))].join(', ');

const zones = (resources: readonly Attributes[]): string =>
  `${resources.length} ${resources.length === 1 ? 'zone' : 'zones'}`;

const nodeGroups = (resources: readonly Attributes[]): string =>
  resources
    .map(({ scaling_config: scaling, capacity_type: capacity }) => {
      const { min_size: minimum, max_size: maximum } = scaling as Attributes;
      return `${String(minimum)}-${String(maximum)} ${String(capacity).toLowerCase().replace('_', ' ')}`;
    })
    .join(', ');

const workloads = (releases: readonly Attributes[]): string => {
  const applications = releases.filter(({ chart }) => String(chart).startsWith('assets/Chart-app/'));
  const names = applications.map(({ name }) => name);
  return `${list(names)}, ${releases.length - names.length} more releases`;
};

const databases = (resources: readonly Attributes[]): string => {
  const replicas = resources.filter(({ replicate_source_db: source }) => source !== undefined);
  const primary = resources.find(({ replicate_source_db: source }) => source === undefined);
  return [
    String(primary?.instance_class),
    primary?.multi_az === true ? 'multi-AZ' : 'one zone',
    ...(replicas.length > 0 ? [`${replicas.length} read replicas`] : []),
  ].join(', ');
};

/**
 * Every resource type of an environment belongs to one box. A type that is missing here fails a test: the picture
 * would be silently incomplete.
 */
export const kinds: readonly Kind[] = [
  { id: 'dns', group: 'edge', title: 'DNS records', types: ['aws_route53_record'] },
  {
    id: 'certificate',
    group: 'edge',
    title: 'TLS certificates',
    types: ['aws_acm_certificate', 'aws_acm_certificate_validation'],
    detail: (resources) => list(resources.map(({ domain_name: host }) => host)),
  },
  {
    id: 'cdn',
    group: 'edge',
    title: 'CloudFront',
    types: ['aws_cloudfront_distribution', 'aws_cloudfront_origin_access_control'],
    detail: (resources) => list(resources.flatMap(({ aliases }) => aliases as string[])),
  },
  {
    id: 'firewall',
    group: 'edge',
    title: 'Web application firewall',
    types: ['aws_wafv2_web_acl', 'aws_wafv2_web_acl_logging_configuration'],
  },
  { id: 'internet', group: 'public', title: 'Internet gateway', types: ['aws_internet_gateway'] },
  { id: 'nat', group: 'public', title: 'NAT gateways', types: ['aws_nat_gateway', 'aws_eip'], detail: zones },
  {
    id: 'cluster',
    group: 'private',
    title: 'Kubernetes (EKS)',
    types: ['aws_eks_cluster', 'aws_eks_addon', 'aws_eks_access_entry', 'aws_eks_access_policy_association'],
    detail: (resources) => list(resources.map(({ version }) => version)),
  },
  {
    id: 'nodes',
    group: 'private',
    title: 'Nodes',
    types: ['aws_eks_node_group', 'aws_launch_template'],
    detail: nodeGroups,
  },
  {
    id: 'workloads',
    group: 'private',
    title: 'Applications and add-ons',
    types: ['helm_release'],
    detail: workloads,
  },
  {
    id: 'endpoints',
    group: 'private',
    title: 'VPC endpoints',
    types: ['aws_vpc_endpoint', 'aws_vpc_endpoint_route_table_association'],
  },
  {
    id: 'postgresql',
    group: 'database',
    title: 'PostgreSQL',
    types: ['aws_db_instance', 'aws_db_parameter_group', 'aws_db_subnet_group'],
    detail: databases,
  },
  {
    id: 'valkey',
    group: 'database',
    title: 'Valkey',
    types: ['aws_elasticache_replication_group', 'aws_elasticache_parameter_group', 'aws_elasticache_subnet_group'],
    detail: (resources) =>
      list(resources.map(({ num_cache_clusters: nodes, node_type: type }) => `${String(nodes)} x ${String(type)}`)),
  },
  {
    id: 'buckets',
    group: 'storage',
    title: 'Buckets',
    types: [
      'aws_s3_bucket',
      'aws_s3_bucket_acl',
      'aws_s3_bucket_lifecycle_configuration',
      'aws_s3_bucket_logging',
      'aws_s3_bucket_ownership_controls',
      'aws_s3_bucket_policy',
      'aws_s3_bucket_public_access_block',
      'aws_s3_bucket_server_side_encryption_configuration',
      'aws_s3_bucket_versioning',
    ],
  },
  {
    id: 'backups',
    group: 'storage',
    title: 'Backups',
    types: [
      'aws_backup_plan',
      'aws_backup_selection',
      'aws_backup_vault',
      'aws_backup_vault_notifications',
      'aws_backup_vault_policy',
    ],
  },
  {
    id: 'copies',
    group: 'storage',
    title: 'Copies in a second region',
    types: ['aws_db_instance_automated_backups_replication'],
  },
  { id: 'keys', group: 'identity', title: 'Encryption keys', types: ['aws_kms_key', 'aws_kms_alias', 'aws_kms_grant'] },
  {
    id: 'roles',
    group: 'identity',
    title: 'Roles',
    types: [
      'aws_iam_role',
      'aws_iam_role_policy',
      'aws_iam_role_policy_attachment',
      'aws_eks_pod_identity_association',
    ],
  },
  {
    id: 'secrets',
    group: 'identity',
    title: 'Secrets',
    types: ['aws_secretsmanager_secret', 'aws_secretsmanager_secret_version'],
  },
  { id: 'alarms', group: 'observability', title: 'Alarms', types: ['aws_cloudwatch_metric_alarm'] },
  {
    id: 'topics',
    group: 'observability',
    title: 'Notifications',
    types: ['aws_sns_topic', 'aws_sns_topic_policy', 'aws_sns_topic_subscription'],
  },
  {
    id: 'logs',
    group: 'observability',
    title: 'Log groups',
    types: ['aws_cloudwatch_log_group', 'aws_cloudwatch_log_resource_policy', 'aws_flow_log'],
  },
  { id: 'budget', group: 'observability', title: 'Budget', types: ['aws_budgets_budget'] },
];

/** Types that the picture shows as its frames and arrows. */
export const drawnOtherwise: readonly string[] = [
  'aws_vpc',
  'aws_subnet',
  'aws_route',
  'aws_route_table',
  'aws_route_table_association',
  'aws_default_security_group',
  'aws_security_group',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
];
