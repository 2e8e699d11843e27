import { SubnetTier, type SubnetTierProps } from '../../../constructs/network/subnet-tier';
import { synthesize } from '../../support/synth';

const props: SubnetTierProps = {
  name: 'nxloy-test-private',
  vpcId: 'vpc-1',
  cidrs: { 'eu-central-1a': '10.20.0.0/20', 'eu-central-1b': '10.20.16.0/20' },
  routing: 'per-zone',
};

describe('SubnetTier', () => {
  test('has a subnet in each zone and no route until one is asked for', () => {
    const synthesized = synthesize((stack) => void new SubnetTier(stack, 'Private', props));
    expect(synthesized.types).toEqual({ aws_subnet: 2, aws_route_table: 2, aws_route_table_association: 2 });
    expect(synthesized.matching('aws_subnet', { cidr_block: '10.20.16.0/20' })).toMatchObject({
      availability_zone: 'eu-central-1b',
      map_public_ip_on_launch: false,
      tags: { Name: 'nxloy-test-private-eu-central-1b' },
    });
  });

  test('associates each zone’s subnet with that zone’s route table', () => {
    const synthesized = synthesize((stack) => void new SubnetTier(stack, 'Private', props));
    for (const association of Object.values(synthesized.resources('aws_route_table_association'))) {
      const zone = /Subnet-(eu-central-1\w)/.exec(association.subnet_id)?.[1];
      expect(association.route_table_id).toContain(`RouteTable-${zone}`);
    }
  });

  test('shares one route table where zones leave the same way', () => {
    const synthesized = synthesize((stack) => {
      const tier = new SubnetTier(stack, 'Public', { ...props, routing: 'shared' });
      tier.routeOut('all', { gatewayId: 'igw-1' });
    });
    expect(synthesized.count('aws_route_table')).toBe(1);
    expect(synthesized.only('aws_route')).toMatchObject({ destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' });
  });
});
