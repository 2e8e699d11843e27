import type { InventoryItem, Simulator } from '../../../sandbox/simulator';
import { added, assertNothingIsLeft, takeFinalSnapshots } from '../../../scripts/rehearsal/leftovers';

const item = (service: string, type: string, ...ids: string[]): InventoryItem => ({
  service,
  type,
  region: 'us-east-2',
  ids,
});
const before = [item('s3', 'buckets', 'states')];
const simulator = (...items: InventoryItem[]) => ({ inventory: async () => items }) as unknown as Simulator;

test('only what is new counts, whatever its service', () => {
  expect(added(before, [item('s3', 'buckets', 'states', 'assets'), item('ec2', 'vpcs', 'vpc-1')])).toEqual([
    's3 buckets us-east-2 assets',
    'ec2 vpcs us-east-2 vpc-1',
  ]);
});

test('anything left is an error that names it', async () => {
  await expect(assertNothingIsLeft(simulator(...before, item('ec2', 'vpcs', 'vpc-1')), before)).rejects.toThrow(
    'ec2 vpcs us-east-2 vpc-1',
  );
  await expect(assertNothingIsLeft(simulator(...before), before)).resolves.toBeUndefined();
});

test('a missing final snapshot is an error', async () => {
  await expect(takeFinalSnapshots(simulator(...before), before)).rejects.toThrow(/without one/);
});
