import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { logRetention } from '../../../constructs/policies/log-retention';
import { violations } from '../../support/policies';

test('a log group that ends some day passes', () => {
  expect(
    violations(logRetention, (stack) => void new CloudwatchLogGroup(stack, 'Logs', { retentionInDays: 14 })),
  ).toEqual([]);
});

test('a log group that is kept for ever fails, said or unsaid', () => {
  const found = violations(logRetention, (stack) => {
    new CloudwatchLogGroup(stack, 'Unsaid', {});
    new CloudwatchLogGroup(stack, 'Said', { retentionInDays: 0 });
  });
  expect(found.map(({ received }) => received)).toEqual([undefined, 0]);
});
