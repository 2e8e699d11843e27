import { type Attributes, type Change, isUnknown, textsAt, valueAt } from './change';
import type { Rule } from './rule';

/** Terraform has three ways to write a security group's rules; each names its addresses differently. */
const addressFields = ['cidr_blocks', 'ipv6_cidr_blocks'];
const singleFields = ['cidr_ipv4', 'cidr_ipv6'];

const isWorld = (cidr: unknown): boolean => typeof cidr === 'string' && /\/0$/.test(cidr);

const isOpen = (rule: unknown): boolean =>
  addressFields.some((field) => textsAt(rule, field).some(isWorld)) ||
  singleFields.some((field) => isWorld(valueAt(rule, field)));

const ports = (rule: unknown): string => {
  const [from, to] = [valueAt(rule, 'from_port'), valueAt(rule, 'to_port')];
  if (typeof from !== 'number' || from === -1 || (from === 0 && to === 0)) return 'every port';
  return from === to ? `port ${from}` : `ports ${from} to ${String(to)}`;
};

const inlineRules = (attributes: Attributes): unknown[] =>
  Array.isArray(attributes.ingress) ? (attributes.ingress as unknown[]) : [];

/** The rules that let traffic in, before or after the change. */
function incoming(change: Change, attributes: Attributes): unknown[] {
  if (change.type === 'aws_security_group' || change.type === 'aws_default_security_group')
    return inlineRules(attributes);
  if (change.type === 'aws_security_group_rule' && attributes.type !== 'ingress') return [];
  return Object.keys(attributes).length > 0 ? [attributes] : [];
}

const sourceUnknown = (change: Change): boolean =>
  ['ingress', ...addressFields, ...singleFields].some((field) => isUnknown(change, field));

export const openToTheWorld: Rule = {
  name: 'open-to-the-world',
  types: [
    'aws_default_security_group',
    'aws_security_group',
    'aws_security_group_rule',
    'aws_vpc_security_group_ingress_rule',
  ],
  assess: (change) => {
    const key = (rule: unknown): string => ports(rule);
    const before = new Set(incoming(change, change.before).filter(isOpen).map(key));
    const opened = incoming(change, change.after)
      .filter(isOpen)
      .filter((rule) => !before.has(key(rule)))
      .map((rule) => `opens ${ports(rule)} to the whole internet`);
    const existing = Object.keys(change.before).length > 0 && !change.actions.includes('delete');
    return existing && opened.length === 0 && sourceUnknown(change)
      ? ['who may come in is known only while applying']
      : opened;
  },
};
