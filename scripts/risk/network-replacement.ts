import { actionName, isDeleted } from './change';
import type { Rule } from './rule';

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
  assess: (change) =>
    isDeleted(change) ? [`is ${actionName(change)}: whatever runs in it or behind it is cut off meanwhile`] : [],
};
