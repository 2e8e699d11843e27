import { CacheAlarms } from '../../../constructs/cache/cache-alarms';
import { synthesize } from '../../support/synth';

const synthesized = synthesize(
  (stack) =>
    void new CacheAlarms(stack, 'CacheAlarms', {
      replicationGroupId: 'nxloy-test-cache',
      nodes: 2,
      topics: { criticalTopicArn: 'arn:critical', warningTopicArn: 'arn:warning' },
    }),
);

describe('CacheAlarms', () => {
  test('watches CPU, memory and evictions of every node', () => {
    const names = Object.values(synthesized.resources('aws_cloudwatch_metric_alarm')).map(
      ({ alarm_name }) => alarm_name,
    );
    expect(names.sort()).toEqual(
      ['001', '002'].flatMap((node) =>
        ['cpu', 'evictions', 'memory'].map((rule) => `nxloy-test-cache-${node}-${rule}`),
      ),
    );
  });

  test('pages above 80 % of the memory, for there is no eviction', () => {
    expect(
      synthesized.matching('aws_cloudwatch_metric_alarm', { alarm_name: 'nxloy-test-cache-002-memory' }),
    ).toMatchObject({
      namespace: 'AWS/ElastiCache',
      metric_name: 'DatabaseMemoryUsagePercentage',
      dimensions: { CacheClusterId: 'nxloy-test-cache-002' },
      threshold: 80,
      alarm_actions: ['arn:critical'],
    });
  });
});
