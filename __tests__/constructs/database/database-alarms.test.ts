import { DatabaseAlarms, maximumConnections } from '../../../constructs/database/database-alarms';
import { synthesize } from '../../support/synth';

const synthesizeWith = (memory?: number) =>
  synthesize(
    (stack) =>
      void new DatabaseAlarms(stack, 'DatabaseAlarms', {
        instanceIdentifiers: ['db', 'db-replica-1'],
        replicaIdentifiers: ['db-replica-1'],
        storage: 100,
        memory,
        topics: { criticalTopicArn: 'arn:critical', warningTopicArn: 'arn:warning' },
      }),
  );

describe('DatabaseAlarms', () => {
  test('watches every instance, and the lag of replicas only', () => {
    const names = Object.values(synthesizeWith().resources('aws_cloudwatch_metric_alarm')).map(
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
    expect(synthesizeWith().matching('aws_cloudwatch_metric_alarm', { alarm_name: 'db-storage' })).toMatchObject({
      metric_name: 'FreeStorageSpace',
      namespace: 'AWS/RDS',
      dimensions: { DBInstanceIdentifier: 'db' },
      comparison_operator: 'LessThanThreshold',
      threshold: 10 * 1024 ** 3,
      alarm_actions: ['arn:critical'],
    });
  });

  test('warns above 80 % CPU', () => {
    expect(synthesizeWith().matching('aws_cloudwatch_metric_alarm', { alarm_name: 'db-cpu' })).toMatchObject({
      metric_name: 'CPUUtilization',
      comparison_operator: 'GreaterThanThreshold',
      threshold: 80,
      alarm_actions: ['arn:warning'],
    });
  });

  test('pages at 80 % of the connections that the memory allows', () => {
    expect(maximumConnections(8)).toBe(901);
    expect(maximumConnections(256)).toBe(5000);
    const alarm = synthesizeWith(8).matching('aws_cloudwatch_metric_alarm', { alarm_name: 'db-connections' });
    expect(alarm).toMatchObject({ threshold: 720, alarm_actions: ['arn:critical'] });
  });
});
