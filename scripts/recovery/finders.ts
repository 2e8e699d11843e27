import { globalServicesRegion } from '../../constructs/providers/global-region';
import type { Block } from '../../sandbox/stack-json';
import type { AwsAccount } from '../aws/aws-account';

/** Where a resource would be, and the tags that all of its stack carry. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What is asked about a resource. */
export interface Begun {
  readonly block: Block;
  readonly scope: Scope;
  /** Whether its stack makes no other one of its type. */
  readonly alone: boolean;
  /** Value of an attribute, references included; undefined when it is not known. */
  readonly attribute: (name: string) => string | undefined;
}

/** Says by which id a resource would be imported if AWS made it; undefined when nothing tells. */
export type Finder = (begun: Begun, account: AwsAccount) => Promise<string | undefined>;

/** AWS refuses a second one with these attributes, which are the id as well. */
const identifiedBy =
  (attributes: readonly string[], separator = ''): Finder =>
  async ({ attribute }) => {
    const values = attributes.map(attribute);
    return values.includes(undefined) ? undefined : values.join(separator);
  };

const named = identifiedBy(['name']);

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/** AWS makes as many as it is asked for: their `Name` tag, which is unique in a stack, tells them apart. */
const taggedArn =
  (kind: string): Finder =>
  async ({ block, scope }, account) => {
    const { Name } = (block.tags ?? {}) as { readonly Name?: string };
    if (Name === undefined) return undefined;
    const arns = await account.taggedResources(scope.region, { ...scope.tags, Name });
    return only(arns.filter((arn) => arn.includes(`:${kind}/`)));
  };

const tagged =
  (kind: string): Finder =>
  async (begun, account) =>
    (await taggedArn(kind)(begun, account))?.split('/').at(-1);

/** Carries no name, but the tags of its stack, which makes no other one. */
const onlyOfItsStack =
  (kind: string, region?: string): Finder =>
  async ({ scope, alone }, account) => {
    if (!alone) return undefined;
    const arns = await account.taggedResources(region ?? scope.region, scope.tags);
    return only(arns.filter((arn) => arn.includes(`:${kind}`)))
      ?.split(/[:/]/)
      .at(-1);
  };

/** Terraform appends 26 digits to the prefix of the name; the tags are those of the stack. */
const nodeGroup: Finder = async ({ block, scope, attribute }, account) => {
  const cluster = attribute('cluster_name');
  const arns = await account.taggedResources(scope.region, scope.tags);
  const names = arns.flatMap((arn) => {
    const [, of, name = ''] = /:nodegroup\/([^/]+)\/([^/]+)\//.exec(arn) ?? [];
    return of === cluster && name.replace(/[0-9a-f]{26}$/, '') === block.node_group_name_prefix ? [name] : [];
  });
  const name = only(names);
  return cluster && name && `${cluster}:${name}`;
};

const webAcl: Finder = async ({ block, scope }, account) => {
  const arns = await account.taggedResources(scope.region, scope.tags);
  const id = only(arns.flatMap((arn) => new RegExp(`/webacl/${String(block.name)}/([^/]+)$`).exec(arn)?.[1] ?? []));
  return id && `${id}/${String(block.name)}/${String(block.scope)}`;
};

/** AWS appends six characters to the name of a secret. */
const secretArn: Finder = async ({ block, scope }, account) =>
  (await account.taggedResources(scope.region, scope.tags)).find(
    (arn) => /:secret:(.+)-\w{6}$/.exec(arn)?.[1] === block.name,
  );

const iamArn =
  (kind: string, name: (block: Block) => unknown): Finder =>
  async ({ block, scope }) =>
    `arn:aws:iam::${scope.accountId}:${kind}/${String(name(block))}`;

/**
 * Types of which a second attempt would make another one, or that AWS would refuse to make again.
 */
export const finders: Readonly<Record<string, Finder>> = {
  aws_acm_certificate: taggedArn('certificate'),
  aws_backup_plan: onlyOfItsStack('backup-plan:'),
  aws_backup_vault: named,
  aws_budgets_budget: async ({ block, scope }) => `${scope.accountId}:${String(block.name)}`,
  aws_cloudfront_distribution: onlyOfItsStack('distribution/', globalServicesRegion),
  aws_cloudtrail: async ({ block, scope }) =>
    `arn:aws:cloudtrail:${scope.region}:${scope.accountId}:trail/${String(block.name)}`,
  aws_cloudwatch_log_group: named,
  aws_db_instance: identifiedBy(['identifier']),
  aws_db_parameter_group: named,
  aws_db_subnet_group: named,
  aws_dynamodb_table: named,
  aws_ecr_repository: named,
  aws_eip: tagged('elastic-ip'),
  aws_eks_access_entry: identifiedBy(['cluster_name', 'principal_arn'], ':'),
  aws_eks_addon: identifiedBy(['cluster_name', 'addon_name'], ':'),
  aws_eks_cluster: named,
  aws_eks_node_group: nodeGroup,
  aws_elasticache_parameter_group: named,
  aws_elasticache_replication_group: identifiedBy(['replication_group_id']),
  aws_elasticache_subnet_group: named,
  aws_flow_log: tagged('vpc-flow-log'),
  aws_iam_openid_connect_provider: iamArn('oidc-provider', ({ url }) => String(url).replace('https://', '')),
  aws_iam_policy: iamArn('policy', ({ name }) => name),
  aws_iam_role: named,
  aws_internet_gateway: tagged('internet-gateway'),
  aws_kms_alias: named,
  aws_kms_key: tagged('key'),
  aws_launch_template: tagged('launch-template'),
  aws_nat_gateway: tagged('natgateway'),
  aws_route: identifiedBy(['route_table_id', 'destination_cidr_block'], '_'),
  aws_route53_record: identifiedBy(['zone_id', 'name', 'type'], '_'),
  aws_route53_zone: ({ block }, account) => account.zoneId(String(block.name)),
  aws_route_table: tagged('route-table'),
  aws_route_table_association: identifiedBy(['subnet_id', 'route_table_id'], '/'),
  aws_s3_bucket: identifiedBy(['bucket']),
  aws_secretsmanager_secret: secretArn,
  aws_security_group: tagged('security-group'),
  aws_ssm_parameter: named,
  aws_subnet: tagged('subnet'),
  aws_vpc: tagged('vpc'),
  aws_vpc_endpoint: tagged('vpc-endpoint'),
  aws_vpc_endpoint_route_table_association: identifiedBy(['vpc_endpoint_id', 'route_table_id'], '/'),
  aws_wafv2_web_acl: webAcl,
};

/**
 * Types whose second making does no harm: they write settings of another resource, wait for something, write a value
 * that nobody has used yet, or take over what is there, as releases do.
 */
export const repeatable =
  /^aws_(s3_bucket_|s3_account_|ebs_|ecr_lifecycle_|iam_role_policy|default_|sns_)|^aws_(acm_certificate_validation|backup_vault_notifications|cloudwatch_metric_alarm|cloudwatch_log_resource_policy|eks_access_policy_association|secretsmanager_secret_version|wafv2_web_acl_logging_configuration)$|^helm_release$/;

/** Types that nothing here finds, and what that means for whoever goes on. */
export const unfindable: Readonly<Record<string, string>> = {
  aws_backup_selection: 'has no tags and a random id: look for a second one in the backup plan, and delete it',
  aws_cloudfront_origin_access_control: 'has no tags and a random id; CloudFront refuses a second one of its name',
  aws_db_instance_automated_backups_replication:
    'has no tags and a random ARN; RDS refuses to copy the backups of an instance twice',
  aws_eks_pod_identity_association: 'has no name and a random id; EKS refuses a second one for its service account',
  aws_route53_query_log: 'has no tags and a random id; Route 53 refuses a second one for its zone',
  aws_vpc_security_group_ingress_rule: 'has no name and a random id; EC2 refuses a second one that lets in the same',
};
