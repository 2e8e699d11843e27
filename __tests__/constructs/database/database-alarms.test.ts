import { DatabaseAlarms } from '../../../constructs/database/database-alarms';
import { synthesize } from '../../support/synth';

const synthesized = () =>
  synthesize(
    (stack) =>
      void new DatabaseAlarms(stack, 'DatabaseAlarms', {
        instanceIdentifiers: ['db', 'db-replica-1'],
        replicaIdentifiers: ['db-replica-1'],
        storage: 100,
        topics: { criticalTopicArn: 'arn:critical', warningTopicArn: 'arn:warning' },
      }),
  );

describe('DatabaseAlarms', () => {
  test('watches every instance, and the lag of replicas only', () => {
    const names = Object.values(synthesized().resources('aws_cloudwatch_metric_alarm')).map(
      ({ alarm_name }) => alarm_name,
    );
    const common = ['cpu', 'storage', 'disk-queue', 'swap'];
    expect(names.sort()).toEqual(
      [
        ...common.map((rule) => `db-${rule}`),
        ...common.map((rule) => `db-replica-1-${rule}`),
        'db-replica-1-replica-lag',
      ].sort(),
    );
  });

  test('pages when a tenth of the storage is left, in bytes', () => {
    expect(synthesized().matching('aws_cloudwatch_metric_alarm', { alarm_name: 'db-storage' })).toMatchObject({
      metric_name: 'FreeStorageSpace',
      namespace: 'AWS/RDS',
      dimensions: { DBInstanceIdentifier: 'db' },
      comparison_operator: 'LessThanThreshold',
      threshold: 10 * 1024 ** 3,
      alarm_actions: ['arn:critical'],
    });
  });

  test('warns above 80 % CPU', () => {
    expect(synthesized().matching('aws_cloudwatch_metric_alarm', { alarm_name: 'db-cpu' })).toMatchObject({
      metric_name: 'CPUUtilization',
      comparison_operator: 'GreaterThanThreshold',
      threshold: 80,
      alarm_actions: ['arn:warning'],
    });
  });
});
