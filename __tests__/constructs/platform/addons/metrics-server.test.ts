import { MetricsServer } from '../../../../constructs/platform/addons/metrics-server';
import { addonProps, releaseValues, synthesizePlatform } from '../../../support/releases';

describe('MetricsServer', () => {
  const synthesized = synthesizePlatform((stack, after) => {
    expect(new MetricsServer(stack, 'MetricsServer', { ...addonProps, after }).ready).toHaveLength(1);
  });

  test('runs twice, spread, and a drain takes one', () => {
    expect(releaseValues(synthesized.only('helm_release'))).toMatchObject({
      replicas: 2,
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      topologySpreadConstraints: [
        { topologyKey: 'topology.kubernetes.io/zone' },
        { topologyKey: 'kubernetes.io/hostname' },
      ],
    });
  });

  test('has no AWS permissions', () => {
    expect(synthesized.count('aws_iam_role')).toBe(0);
  });
});
