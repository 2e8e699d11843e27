import { type Attributes, attributesOf, blocks, listed } from './attributes';
import type { Policy } from './policy';

/** A range that holds every address, however it is written. */
const isEverywhere = (range: unknown): boolean => typeof range === 'string' && range.endsWith('/0');

const ranges = (rule: Attributes, prefix = ''): readonly (readonly [string, unknown])[] =>
  ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6'].flatMap((attribute) =>
    listed(rule[attribute]).map((range) => [`${prefix}${attribute}`, range] as const),
  );

/** Address ranges that may open connections, in each of the provider's three shapes. */
function ingressRanges(type: string, attributes: Attributes): readonly (readonly [string, unknown])[] {
  switch (type) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return blocks(attributes.ingress).flatMap((rule) => ranges(rule, 'ingress.'));
    case 'aws_security_group_rule':
      return attributes.type === 'ingress' ? ranges(attributes) : [];
    case 'aws_vpc_security_group_ingress_rule':
      return ranges(attributes);
    default:
      return [];
  }
}

/** No security group lets the whole internet in; what is public stands behind a load balancer or CDN that its controller opens. */
export const securityGroupNotOpen: Policy = {
  id: 'security-group-not-open',
  check(element) {
    if (!element.terraformResourceType.includes('security_group')) return [];
    return ingressRanges(element.terraformResourceType, attributesOf(element))
      .filter(([, range]) => isEverywhere(range))
      .map(([attribute, received]) => ({
        attribute,
        received,
        rule: 'no address in the world may open connections unasked',
        mend: "name the peer's security group, or the ranges that need it",
      }));
  },
};
