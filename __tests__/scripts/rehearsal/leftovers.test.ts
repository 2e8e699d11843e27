import type { InventoryItem, Simulator } from '../../../sandbox/simulator';
import { added, assertNothingIsLeft, takeFinalSnapshot } from '../../../scripts/rehearsal/leftovers';

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

test.each([
  ['none', []],
  ['another', ['other-final']],
  ['one too many', ['db-final', 'manual']],
])('%s is not the final snapshot', async (_, names) => {
  const items = names.length > 0 ? [item('rds', 'database_snapshots', ...names)] : [];
  await expect(takeFinalSnapshot(simulator(...before, ...items), before, 'db-final')).rejects.toThrow(
    'must be exactly "db-final"',
  );
});
