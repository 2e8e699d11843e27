import { Construct } from 'constructs';
import { Alarm, type AlarmTopics } from '../monitoring/alarm';
import type { Network } from './network';

export interface NatAlarmsProps {
  /** Prefix of the alarms' names: `nxloy-prod`. */
  readonly name: string;
  readonly network: Pick<Network, 'natGatewayIds'>;
  readonly topics: AlarmTopics;
}

/**
 * One alarm for each NAT gateway that runs out of ports: new connections to the internet fail, which nothing inside
 * the cluster can tell from a fault of the other side.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export class NatAlarms extends Construct {
  constructor(scope: Construct, id: string, props: NatAlarmsProps) {
    super(scope, id);
    for (const [zone, natGatewayId] of Object.entries(props.network.natGatewayIds))
      new Alarm(this, `Ports-${zone}`, {
        name: `${props.name}-nat-ports-${zone}`,
        description:
          `The NAT gateway in ${zone} has no ports left, new connections to the internet fail. Look for the address ` +
          'that most connections go to (flow logs), and for clients that do not reuse connections.',
        severity: 'critical',
        topics: props.topics,
        namespace: 'AWS/NATGateway',
        metric: 'ErrorPortAllocation',
        dimensions: { NatGatewayId: natGatewayId },
        statistic: 'Sum',
        comparison: 'above',
        threshold: 0,
      });
  }
}
