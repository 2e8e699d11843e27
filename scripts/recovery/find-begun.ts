import { asList, type Block, type SynthesizedStack } from '../../sandbox/stack-json';
import type { AwsAccount } from '../aws/aws-account';
import { resolve } from './import-id';

/** Where a resource would be, and the tags that all of its stack carry. */
interface Scope {
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What is asked about a resource. */
interface Begun {
  readonly block: Block;
  readonly scope: Scope;
  /** Value of an attribute, references included; undefined when it is not known. */
  readonly attribute: (name: string) => string | undefined;
}

/** Says by which id a resource would be imported if AWS made it; undefined when nothing tells. */
type Finder = (begun: Begun, account: AwsAccount) => Promise<string | undefined>;

/** AWS refuses a second one with these attributes, which are the id as well. */
const identifiedBy =
  (attributes: readonly string[], separator = ''): Finder =>
  async ({ attribute }) => {
    const values = attributes.map(attribute);
    return values.includes(undefined) ? undefined : values.join(separator);
  };

const named = identifiedBy(['name']);

/** AWS makes as many as it is asked for: their `Name` tag, which is unique in a stack, tells them apart. */
const taggedArn =
  (kind: string): Finder =>
  async ({ block, scope }, account) => {
    const { Name } = (block.tags ?? {}) as { readonly Name?: string };
    if (Name === undefined) return undefined;
    const arns = await account.taggedResources(scope.region, { ...scope.tags, Name });
    const found = arns.filter((arn) => arn.includes(`:${kind}/`));
    return found.length === 1 ? found[0] : undefined;
  };

const tagged =
  (kind: string): Finder =>
  async (begun, account) =>
    (await taggedArn(kind)(begun, account))?.split('/').at(-1);

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
const finders: Readonly<Record<string, Finder>> = {
  aws_acm_certificate: taggedArn('certificate'),
  aws_backup_vault: named,
  aws_budgets_budget: async ({ block, scope }) => `${scope.accountId}:${String(block.name)}`,
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
  aws_eks_node_group: identifiedBy(['cluster_name', 'node_group_name'], ':'),
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
  aws_s3_bucket: identifiedBy(['bucket']),
  aws_secretsmanager_secret: secretArn,
  aws_security_group: tagged('security-group'),
  aws_ssm_parameter: named,
  aws_subnet: tagged('subnet'),
  aws_vpc: tagged('vpc'),
  aws_vpc_endpoint: tagged('vpc-endpoint'),
};

/** What the provider of a resource says; `aws.global` is the one with that alias. */
function scopeOf(stack: SynthesizedStack, block: Block): Scope {
  const alias = typeof block.provider === 'string' ? block.provider.split('.')[1] : undefined;
  const provider = asList(stack.provider?.aws).find((settings) => settings.alias === alias) as {
    readonly region: string;
    readonly allowed_account_ids: readonly [string];
    readonly default_tags: readonly [{ readonly tags: Scope['tags'] }];
  };
  return {
    accountId: provider.allowed_account_ids[0],
    region: provider.region,
    tags: provider.default_tags[0].tags,
  };
}

/** Types that only write settings of another resource: writing them again does no harm. */
const settings =
  /^aws_(s3_bucket_|s3_account_|ebs_|ecr_lifecycle_|iam_role_policy|default_|cloudwatch_(metric_alarm|log_resource_policy)$)|^aws_sns_/;

/** Whether a resource can be made again without asking what came of the first time. */
export const isRepeatable = (address: string): boolean => settings.test(address);

/**
 * By which id to import a resource whose making was begun, if AWS made it after all.
 *
 * @param ids ids of other resources by address
 * @returns undefined when nothing tells
 */
export async function findBegun(
  stack: SynthesizedStack,
  address: string,
  ids: ReadonlyMap<string, string>,
  account: AwsAccount,
): Promise<string | undefined> {
  const [type = '', name = ''] = address.split('.');
  const block = stack.resource?.[type]?.[name] ?? {};
  const attribute = (key: string): string | undefined => resolve(block[key], ids);
  return finders[type]?.({ block, scope: scopeOf(stack, block), attribute }, account);
}
