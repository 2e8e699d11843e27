import { networkReplacement } from '../../../scripts/risk/network-replacement';
import { change } from '../../support/change';

test('replacing a subnet cuts off what runs in it', () => {
  expect(networkReplacement.assess(change('aws_subnet', { actions: ['delete', 'create'] }))).toHaveLength(1);
  expect(networkReplacement.assess(change('aws_subnet', { actions: ['create'] }))).toEqual([]);
});
