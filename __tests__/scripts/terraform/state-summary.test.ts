import { idsInState, summarizeState } from '../../../scripts/terraform/state-summary';

const state = JSON.stringify({
  lineage: 'l',
  serial: 7,
  resources: [
    { mode: 'managed', type: 'aws_vpc', name: 'a', instances: [{ attributes: { id: 'vpc-1' } }] },
    { mode: 'managed', type: 'aws_subnet', name: 's', instances: [{ index_key: 'z', attributes: { id: 'subnet-1' } }] },
    { mode: 'managed', type: 'aws_eip', name: 'begun', instances: [] },
    { mode: 'data', type: 'aws_region', name: 'r', instances: [{ attributes: { id: 'here' } }] },
  ],
});

test('ids by address, those of data sources too, without what was only begun', () => {
  expect([...idsInState(state)]).toEqual([
    ['aws_vpc.a', 'vpc-1'],
    ['aws_subnet.s["z"]', 'subnet-1'],
    ['data.aws_region.r', 'here'],
  ]);
  expect(idsInState(undefined).size).toBe(0);
});

test('of a resource that is being replaced, the id of the new one', () => {
  const instances = [{ attributes: { id: 'new' } }, { deposed: '1a2b', attributes: { id: 'old' } }];
  const replaced = { resources: [{ mode: 'managed', type: 'aws_vpc', name: 'v', instances }] };
  expect([...idsInState(JSON.stringify(replaced))]).toEqual([['aws_vpc.v', 'new']]);
});

test('lineage, serial and number of resources; none for an empty file', () => {
  expect(summarizeState(state)).toEqual({ lineage: 'l', serial: 7, resources: 3 });
  expect(summarizeState(' \n')).toBeUndefined();
});
