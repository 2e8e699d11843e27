import { assess } from '../../../scripts/risk/assess';
import type { PlanJson } from '../../../scripts/risk/change';

const plan = (actions: string[], mode = 'managed'): PlanJson => ({
  resource_changes: [
    { address: 'aws_s3_bucket.b', type: 'aws_s3_bucket', mode, change: { actions, before: {}, after: null } },
  ],
});

test('a risk names its rule and its resource', () => {
  expect(assess(plan(['delete']))).toEqual([
    expect.objectContaining({ rule: 'data-loss', address: 'aws_s3_bucket.b' }),
  ]);
});

test('a plan that creates and reads has none', () => {
  expect(assess(plan(['create']))).toEqual([]);
  expect(assess(plan(['read'], 'data'))).toEqual([]);
  expect(assess({})).toEqual([]);
});
