import { GatewayEndpoints } from '../../../constructs/network/gateway-endpoints';
import { synthesize, type Synthesized } from '../../support/synth';

const endpoints = (routeTableIds: Record<string, string>): Synthesized =>
  synthesize(
    (stack) =>
      void new GatewayEndpoints(stack, 'GatewayEndpoints', {
        name: 'nxloy-test',
        region: 'eu-central-1',
        vpcId: 'vpc-1',
        routeTableIds,
      }),
  );

describe('GatewayEndpoints', () => {
  test('reaches S3 and DynamoDB from every route table', () => {
    const synthesized = endpoints({ 'Private-eu-central-1a': 'rtb-a', 'Database-all': 'rtb-d' });
    for (const service of ['s3', 'dynamodb'])
      expect(
        synthesized.matching('aws_vpc_endpoint', { service_name: `com.amazonaws.eu-central-1.${service}` })
          .vpc_endpoint_type,
      ).toBe('Gateway');
    expect(synthesized.count('aws_vpc_endpoint')).toBe(2);
    const tables = Object.values(synthesized.resources('aws_vpc_endpoint_route_table_association'));
    expect(tables.map(({ route_table_id }) => route_table_id).sort()).toEqual(['rtb-a', 'rtb-a', 'rtb-d', 'rtb-d']);
  });

  test('leaves the endpoints alone when a route table is added', () => {
    const [before, after] = [endpoints({ a: 'rtb-a' }), endpoints({ a: 'rtb-a', b: 'rtb-b' })];
    expect(after.resources('aws_vpc_endpoint')).toEqual(before.resources('aws_vpc_endpoint'));
    expect(after.count('aws_vpc_endpoint_route_table_association')).toBe(4);
  });
});
