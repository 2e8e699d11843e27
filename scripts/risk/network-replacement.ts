import { actionName, type Change, isDeleted } from './change';
import type { Rule } from './rule';

/** A node group whose successor is there first: its pods move over, within their disruption budgets. */
const isRenewal = ({ type, actions }: Change): boolean => type === 'aws_eks_node_group' && actions[0] === 'create';

const consequence = (change: Change): string =>
  isRenewal(change)
    ? 'its pods are moved to new nodes, one by one'
    : 'whatever runs in it or behind it is cut off meanwhile';

export const networkReplacement: Rule = {
  name: 'network-replacement',
  types: [
    'aws_eks_node_group',
    'aws_eip',
    'aws_internet_gateway',
    'aws_nat_gateway',
    'aws_subnet',
    'aws_vpc',
    'aws_vpc_endpoint',
  ],
  assess: (change) => (isDeleted(change) ? [`is ${actionName(change)}: ${consequence(change)}`] : []),
};
