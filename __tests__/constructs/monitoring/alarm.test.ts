import { Alarm, type AlarmProps } from '../../../constructs/monitoring/alarm';
import { synthesize } from '../../support/synth';

const defaults: AlarmProps = {
  name: 'nxloy-test-database-cpu',
  description: 'The database is busy',
  severity: 'warning',
  topics: { criticalTopicArn: 'arn:critical', warningTopicArn: 'arn:warning' },
  namespace: 'AWS/RDS',
  metric: 'CPUUtilization',
  dimensions: { DBInstanceIdentifier: 'nxloy-test' },
  comparison: 'above',
  threshold: 80,
};

const alarm = (props: Partial<AlarmProps> = {}) =>
  synthesize((stack) => void new Alarm(stack, 'Alarm', { ...defaults, ...props })).only('aws_cloudwatch_metric_alarm');

describe('Alarm', () => {
  test('goes off after five minutes above the threshold, and stays silent without data', () => {
    expect(alarm()).toMatchObject({
      comparison_operator: 'GreaterThanThreshold',
      statistic: 'Average',
      threshold: 80,
      period: 60,
      evaluation_periods: 5,
      treat_missing_data: 'notBreaching',
    });
  });

  test.each([
    ['critical', 'arn:critical'],
    ['warning', 'arn:warning'],
  ] as const)('says on the %s topic when it goes off and when all is well again', (severity, topic) => {
    expect(alarm({ severity })).toMatchObject({ alarm_actions: [topic], ok_actions: [topic] });
  });

  test('takes silence for trouble where a healthy thing always reports', () => {
    expect(alarm({ comparison: 'below', statistic: 'Minimum', minutes: 10, missingData: 'breaching' })).toMatchObject({
      comparison_operator: 'LessThanThreshold',
      statistic: 'Minimum',
      evaluation_periods: 10,
      treat_missing_data: 'breaching',
    });
  });
});
