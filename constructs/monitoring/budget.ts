import { BudgetsBudget, type BudgetsBudgetNotification } from '@cdktf/provider-aws/lib/budgets-budget';
import { Construct } from 'constructs';

export interface BudgetProps {
  readonly name: string;
  /** Counts what carries the tag `Environment` with this value; the tag must be activated for cost allocation once. */
  readonly environment: string;
  /** USD a month. */
  readonly monthlyBudget: number;
  /** Topic whose subscribers are told. */
  readonly topicArn: string;
}

/**
 * Tells when 80 % of a month's budget is spent, and when the forecast passes all of it.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
 */
export class Budget extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BudgetProps,
  ) {
    super(scope, id);
    new BudgetsBudget(this, 'Resource', {
      name: `${props.name}-monthly`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: String(props.monthlyBudget),
      limitUnit: 'USD',
      costFilter: [{ name: 'TagKeyValue', values: [`user:Environment$${props.environment}`] }],
      notification: [this.notification('ACTUAL', 80), this.notification('FORECASTED', 100)],
    });
  }

  private notification(notificationType: 'ACTUAL' | 'FORECASTED', threshold: number): BudgetsBudgetNotification {
    return {
      notificationType,
      threshold,
      thresholdType: 'PERCENTAGE',
      comparisonOperator: 'GREATER_THAN',
      subscriberSnsTopicArns: [this.props.topicArn],
    };
  }
}
