import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

/** Where alarms go. */
export interface AlarmTopics {
  /** Pages whoever is on call. */
  readonly criticalTopicArn: string;
  /** Read in working hours. */
  readonly warningTopicArn: string;
}

export interface AlarmProps {
  /** Begins with the environment's prefix: `nxloy-prod-database-cpu`. */
  readonly name: string;
  /** What it means and what to look at first; the person on call reads this at night. */
  readonly description: string;
  readonly severity: 'critical' | 'warning';
  readonly topics: AlarmTopics;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** @default 'Average' */
  readonly statistic?: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
  readonly comparison: 'above' | 'below';
  readonly threshold: number;
  /** Minutes that the threshold must be crossed before the alarm goes off. @default 5 */
  readonly minutes?: number;
  /** What silence means: `breaching` where a healthy thing always reports. @default 'notBreaching' */
  readonly missingData?: 'breaching' | 'notBreaching';
  /** @default - the stack's default provider */
  readonly provider?: TerraformProvider;
}

/** A CloudWatch alarm on one metric (0.10 USD a month), which also says when all is well again. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const topic = props.severity === 'critical' ? props.topics.criticalTopicArn : props.topics.warningTopicArn;
    new CloudwatchMetricAlarm(this, 'Resource', {
      alarmName: props.name,
      alarmDescription: props.description,
      namespace: props.namespace,
      metricName: props.metric,
      dimensions: { ...props.dimensions },
      statistic: props.statistic ?? 'Average',
      comparisonOperator: props.comparison === 'above' ? 'GreaterThanThreshold' : 'LessThanThreshold',
      threshold: props.threshold,
      period: 60,
      evaluationPeriods: props.minutes ?? 5,
      treatMissingData: props.missingData ?? 'notBreaching',
      alarmActions: [topic],
      okActions: [topic],
      provider: props.provider,
    });
  }
}
