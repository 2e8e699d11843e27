import { Budget } from '../../../constructs/monitoring/budget';
import { synthesize } from '../../support/synth';

const budget = synthesize((scope) => {
  new Budget(scope, 'Budget', {
    name: 'nxloy-test',
    environment: 'test',
    monthlyBudget: 300,
    topicArn: 'arn:warning',
  });
}).only('aws_budgets_budget');

describe('Budget', () => {
  it("counts one environment's costs by its tag, in dollars a month", () => {
    expect(budget).toMatchObject({
      budget_type: 'COST',
      time_unit: 'MONTHLY',
      limit_amount: '300',
      limit_unit: 'USD',
      cost_filter: [{ name: 'TagKeyValue', values: ['user:Environment$test'] }],
    });
  });

  it('tells at 80 % spent and when the forecast passes the budget', () => {
    expect(budget.notification).toMatchObject([
      { notification_type: 'ACTUAL', threshold: 80, subscriber_sns_topic_arns: ['arn:warning'] },
      { notification_type: 'FORECASTED', threshold: 100, subscriber_sns_topic_arns: ['arn:warning'] },
    ]);
  });
});
