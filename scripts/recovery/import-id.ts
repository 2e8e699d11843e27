import type { Block, SynthesizedStack } from '../../sandbox/stack-json';

/** What is known of a resource that Terraform made but does not remember. */
export interface Made {
  readonly address: string;
  /** Its id, as its provider told when it was made. */
  readonly id: string;
}

type Attribute = (name: string) => string | undefined;

/**
 * Types that are imported by something else than their id, as their provider's pages say under "Import". Every type
 * that is not listed is imported by its id.
 */
const formats: Readonly<Record<string, (id: string, attribute: Attribute) => readonly (string | undefined)[]>> = {
  aws_backup_selection: (id, attribute) => [attribute('plan_id'), '|', id],
  aws_db_instance: (_, attribute) => [attribute('identifier')],
  aws_eks_pod_identity_association: (id, attribute) => [attribute('cluster_name'), ',', id],
  aws_iam_role_policy_attachment: (_, attribute) => [attribute('role'), '/', attribute('policy_arn')],
  aws_route: (_, attribute) => [attribute('route_table_id'), '_', attribute('destination_cidr_block')],
  aws_route_table_association: (_, attribute) => [attribute('subnet_id'), '/', attribute('route_table_id')],
  aws_vpc_endpoint_route_table_association: (_, attribute) => [
    attribute('vpc_endpoint_id'),
    '/',
    attribute('route_table_id'),
  ],
  helm_release: (_, attribute) => [attribute('namespace'), '/', attribute('name')],
  aws_wafv2_web_acl: (id, attribute) => [id, '/', attribute('name'), '/', attribute('scope')],
};

/** The two parts of an address such as `aws_vpc.main`. */
export const typeAndName = (address: string): readonly [string, string] => {
  const [type = '', name = ''] = address.split('.');
  return [type, name];
};

/** Attributes that hold the id under another name. */
const idNames: Readonly<Record<string, readonly string[]>> = {
  aws_kms_key: ['key_id'],
  aws_route53_zone: ['zone_id'],
};

const holdsId = (address: string, type: string, attribute: string): boolean =>
  attribute === 'id' ||
  (idNames[type] ?? []).includes(attribute) ||
  (!address.startsWith('data.') && ['arn', 'name'].includes(attribute));

/**
 * A value with references such as `${aws_subnet.a.id}` or `${data.aws_route53_zone.z.zone_id}` replaced; undefined when
 * one of them is not known.
 */
export function resolve(value: unknown, ids: ReadonlyMap<string, string>): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(
    /\$\{((?:data\.)?([a-z0-9_]+)\.[A-Za-z0-9_-]+)\.([a-z_]+)\}/g,
    (reference: string, address: string, type: string, attribute: string) =>
      (holdsId(address, type, attribute) ? ids.get(address) : undefined) ?? reference,
  );
  return text.includes('${') ? undefined : text;
}

/**
 * What `terraform import` wants for a resource.
 *
 * @param ids ids of other resources by address, for the types that are imported by their relations
 * @returns undefined when a part of it is not known
 */
export function importId(stack: SynthesizedStack, made: Made, ids: ReadonlyMap<string, string>): string | undefined {
  const [type, name] = typeAndName(made.address);
  const format = formats[type];
  if (!format) return made.id;
  const block: Block = stack.resource?.[type]?.[name] ?? {};
  const parts = format(made.id, (attribute) => resolve(block[attribute], ids));
  return parts.includes(undefined) ? undefined : parts.join('');
}
