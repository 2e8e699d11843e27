import { describeDropped } from '../../../scripts/rehearsal/describe-dropped';

test('what and why, in one line', () => {
  expect(
    describeDropped({ address: 'aws_budgets_budget.Budget_69569A1A', type: 'aws_budgets_budget', reason: 'no tags' }),
  ).toBe('  not rehearsed: aws_budgets_budget.Budget: no tags');
});
