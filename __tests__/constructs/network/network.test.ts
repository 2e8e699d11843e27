import { TerraformOutput } from 'cdktf';
import { Network, type NetworkProps } from '../../../constructs/network/network';
import { synthesize, type Synthesized } from '../../support/synth';

const defaults: NetworkProps = {
  name: 'nxloy-test',
  region: 'eu-central-1',
  cidr: '10.20.0.0/16',
  zones: ['eu-central-1a', 'eu-central-1b'],
  natGateways: 'single',
  interfaceEndpoints: ['ecr.api', 'sts'],
  logs: { retentionDays: 30, encryptionKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/logs' },
};

const network = (props: Partial<NetworkProps> = {}): Synthesized =>
  synthesize((stack) => void new Network(stack, 'Network', { ...defaults, ...props }));

/** Every resource of a synthesis, by type and logical id. */
const flat = (synthesized: Synthesized): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(synthesized.types).flatMap((type) =>
      Object.entries(synthesized.resources(type)).map(([id, attributes]) => [`${type}.${id}`, attributes]),
    ),
  );

/** Ids of what `before` had and `after` has lost or changed. */
const disturbed = (before: Synthesized, after: Synthesized): string[] => {
  const [old, current] = [flat(before), flat(after)];
  return Object.keys(old).filter((id) => JSON.stringify(old[id]) !== JSON.stringify(current[id]));
};

/** Names of the route tables that the routes of a synthesis belong to, with where each leads. */
const routes = (synthesized: Synthesized): [string, string][] =>
  Object.values(synthesized.resources('aws_route')).map((route) => [
    route.route_table_id,
    route.gateway_id ?? route.nat_gateway_id,
  ]);

/** What a network tells its users, as Terraform sees it. */
function outputs(props: NetworkProps): Record<string, string[]> {
  const synthesized = synthesize((stack) => {
    const made = new Network(stack, 'Network', props);
    new TerraformOutput(stack, 'egress', { value: made.egress.map(({ fqn }) => fqn) });
    new TerraformOutput(stack, 'publicSubnets', { value: made.publicSubnetIds });
    new TerraformOutput(stack, 'privateSubnets', { value: made.privateSubnetIds });
    new TerraformOutput(stack, 'databaseSubnets', { value: made.databaseSubnetIds });
    new TerraformOutput(stack, 'natGateways', { value: Object.keys(made.natGatewayIds) });
  });
  return Object.fromEntries(
    Object.entries<{ value: string[] }>(synthesized.json.output).map(([name, { value }]) => [name, value]),
  );
}

describe('Network', () => {
  test('resolves host names, as private names of endpoints need', () => {
    expect(network().only('aws_vpc')).toMatchObject({
      cidr_block: '10.20.0.0/16',
      enable_dns_hostnames: true,
      enable_dns_support: true,
      tags: { Name: 'nxloy-test' },
    });
  });

  test('empties the default security group', () => {
    const group = network().only('aws_default_security_group');
    expect(group).not.toHaveProperty('ingress');
    expect(group).not.toHaveProperty('egress');
  });

  test('has a public, a private and a database subnet in each zone, none of which gives out public addresses', () => {
    const subnets = Object.values(network().resources('aws_subnet'));
    expect(subnets).toHaveLength(6);
    expect(subnets.every((subnet) => subnet.map_public_ip_on_launch === false)).toBe(true);
    expect(subnets!.map((subnet) => [subnet.tags.Name, subnet.availability_zone])).toContainEqual([
      'nxloy-test-database-eu-central-1b',
      'eu-central-1b',
    ]);
  });

  test('tells the load balancer controller which subnets are public and which are internal', () => {
    const subnets = Object.values(network().resources('aws_subnet'));
    const tagged = (tag: string): string[] =>
      subnets.filter((subnet) => subnet.tags[tag] === '1').map((subnet) => subnet.tags.Name);
    expect(tagged('kubernetes.io/role/elb')).toEqual([
      'nxloy-test-public-eu-central-1a',
      'nxloy-test-public-eu-central-1b',
    ]);
    expect(tagged('kubernetes.io/role/internal-elb')).toEqual([
      'nxloy-test-private-eu-central-1a',
      'nxloy-test-private-eu-central-1b',
    ]);
  });

  test('gives the database tier no route but those to S3 and DynamoDB', () => {
    const synthesized = network();
    const [databaseTable] = Object.entries(synthesized.resources('aws_route_table')).find(
      ([, table]) => table.tags.Name === 'nxloy-test-database',
    )!;
    expect(routes(synthesized).filter(([table]) => table.includes(databaseTable))).toEqual([]);
    const associated = Object.values(synthesized.resources('aws_route_table_association')).filter((association) =>
      association.route_table_id.includes(databaseTable),
    );
    expect(associated.map((association) => association.subnet_id)).toHaveLength(2);
  });

  test('associates every subnet with a route table: the main one belongs to nobody', () => {
    const associations = Object.values(network().resources('aws_route_table_association'));
    expect(new Set(associations.map(({ subnet_id }) => subnet_id)).size).toBe(6);
  });

  test('sends all zones through the first zone’s NAT gateway when there is one only', () => {
    const synthesized = network();
    const nat = synthesized.only('aws_nat_gateway');
    expect(nat.subnet_id).toContain('Public_Subnet-eu-central-1a');
    const targets = routes(synthesized)
      .map(([, target]) => target)
      .filter((target) => target.includes('aws_nat_gateway'));
    expect(targets).toHaveLength(2);
    expect(new Set(targets).size).toBe(1);
  });

  test('sends each zone through its own NAT gateway when there is one per zone', () => {
    const synthesized = network({ natGateways: 'per-zone' });
    expect(synthesized.count('aws_nat_gateway')).toBe(2);
    expect(synthesized.count('aws_eip')).toBe(2);
    const natRoutes = routes(synthesized).filter(([, target]) => target.includes('aws_nat_gateway'));
    expect(natRoutes).toHaveLength(2);
    for (const [table, target] of natRoutes)
      expect(target).toContain(`Gateway-${/RouteTable-(eu-central-1\w)/.exec(table)?.[1]}`);
  });

  test('adds only, and touches nothing but the subnets of interface endpoints, when a zone is added', () => {
    for (const natGateways of ['single', 'per-zone'] as const) {
      const zones = [...defaults.zones, 'eu-central-1c'];
      expect(
        disturbed(
          network({ natGateways, interfaceEndpoints: [] }),
          network({ natGateways, interfaceEndpoints: [], zones }),
        ),
      ).toEqual([]);
      const changed = disturbed(network({ natGateways }), network({ natGateways, zones }));
      expect(changed).toHaveLength(2);
      expect(changed.every((id) => id.startsWith('aws_vpc_endpoint.'))).toBe(true);
    }
  });

  test('adds only when an endpoint is added', () => {
    const more = network({ interfaceEndpoints: ['logs', ...defaults.interfaceEndpoints] });
    expect(disturbed(network(), more)).toEqual([]);
    expect(more.count('aws_vpc_endpoint')).toBe(network().count('aws_vpc_endpoint') + 1);
  });

  test('keeps its NAT gateway when every other zone gets one', () => {
    const disturbedResources = disturbed(network(), network({ natGateways: 'per-zone' }));
    expect(disturbedResources.map((id) => id.split('.')[0])).toEqual(['aws_route']);
  });

  test('tells nodes to wait for NAT routes and for the subnets’ route tables', () => {
    const { egress } = outputs(defaults);
    expect(egress!.map((fqn) => fqn.slice('${'.length).split('.')[0])).toEqual([
      'aws_route',
      'aws_route',
      'aws_route_table_association',
      'aws_route_table_association',
    ]);
  });

  test('lists NAT gateways by zone and subnets in the order of the zones', () => {
    const zones = ['eu-central-1b', 'eu-central-1a'];
    const { publicSubnets, privateSubnets, databaseSubnets, natGateways } = outputs({
      ...defaults,
      zones,
      natGateways: 'per-zone',
    });
    for (const subnets of [publicSubnets, privateSubnets, databaseSubnets])
      expect(subnets!.map((id) => /Subnet-(eu-central-1\w)/.exec(id)?.[1])).toEqual(zones);
    expect(natGateways).toEqual(zones);
  });

  test('has no interface endpoints and no security group for them when none are asked for', () => {
    const synthesized = network({ interfaceEndpoints: [] });
    expect(synthesized.count('aws_vpc_endpoint')).toBe(2);
    expect(synthesized.count('aws_security_group')).toBe(0);
  });

  test('works the same in any region', () => {
    const synthesized = network({ region: 'ap-south-1', zones: ['ap-south-1a', 'ap-south-1b'] });
    expect(JSON.stringify(synthesized.json.resource)).not.toContain('eu-central-1a');
    expect(synthesized.matching('aws_vpc_endpoint', { service_name: 'com.amazonaws.ap-south-1.sts' })).toBeDefined();
  });

  test.each([
    [{ cidr: '10.20.0.0/24' }, 'test/Network: cidr "10.20.0.0/24" is not between /16 and /20'],
    [
      { zones: ['eu-central-1a', 'eu-central-1x'] },
      'test/Network: zones "eu-central-1x" ends in no letter from a to h',
    ],
    [{ zones: [] }, 'test/Network: zones "" names none: list two at least'],
  ])('refuses %j with its path, what it received and the mend', (props, message) => {
    expect(() => network(props)).toThrow(message);
  });
});
