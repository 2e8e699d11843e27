import { NatAlarms } from '../../../constructs/network/nat-alarms';
import { synthesize } from '../../support/synth';

const topics = { criticalTopicArn: 'arn:critical', warningTopicArn: 'arn:warning' };

describe('NatAlarms', () => {
  test('pages when a NAT gateway of any zone runs out of ports', () => {
    const natGatewayIds = { 'eu-central-1a': 'nat-a', 'eu-central-1b': 'nat-b' };
    const synthesized = synthesize(
      (stack) => void new NatAlarms(stack, 'NatAlarms', { name: 'nxloy-test', network: { natGatewayIds }, topics }),
    );
    expect(synthesized.types).toEqual({ aws_cloudwatch_metric_alarm: 2 });
    expect(
      synthesized.matching('aws_cloudwatch_metric_alarm', { dimensions: { NatGatewayId: 'nat-b' } }),
    ).toMatchObject({
      alarm_name: 'nxloy-test-nat-ports-eu-central-1b',
      namespace: 'AWS/NATGateway',
      metric_name: 'ErrorPortAllocation',
      statistic: 'Sum',
      comparison_operator: 'GreaterThanThreshold',
      threshold: 0,
      alarm_actions: ['arn:critical'],
    });
  });
});
