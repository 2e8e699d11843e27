import { networkReplacement } from '../../../scripts/risk/network-replacement';
import { change } from '../../support/change';

test('replacing a subnet cuts off what runs in it', () => {
  expect(networkReplacement.assess(change('aws_subnet', { actions: ['delete', 'create'] }))).toHaveLength(1);
  expect(networkReplacement.assess(change('aws_subnet', { actions: ['create'] }))).toEqual([]);
});

test('nodes that are replaced behind their successors only move their pods', () => {
  const assess = (actions: string[]) => networkReplacement.assess(change('aws_eks_node_group', { actions }))[0];
  expect(assess(['create', 'delete'])).toBe('is replaced: its pods are moved to new nodes, one by one');
  expect(assess(['delete', 'create'])).toContain('is cut off meanwhile');
});
