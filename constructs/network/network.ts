import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { LogSettings } from '../monitoring/log-group';
import { FlowLogs } from './flow-logs';
import { GatewayEndpoints } from './gateway-endpoints';
import { InterfaceEndpoints } from './interface-endpoints';
import { NatGateways } from './nat-gateways';
import { type SubnetPlan, subnetPlan } from './subnet-plan';
import { SubnetTier } from './subnet-tier';

export interface NetworkProps {
  /** Name of the VPC, and prefix of the names of all that is in it: `nxloy-dev`. */
  readonly name: string;
  readonly region: string;
  /** /16 to /20; see {@link subnetPlan}. */
  readonly cidr: string;
  /** By name. Add new ones at the end: the first one holds the single NAT gateway. */
  readonly zones: readonly string[];
  /**
   * `single`: all egress stops with the first zone. `per-zone`: zones fail alone. A NAT gateway costs about 33 USD a
   * month; with one only, other zones also pay 0.01 USD a gigabyte to reach it.
   */
  readonly natGateways: 'single' | 'per-zone';
  /** AWS services reached without NAT, such as `ecr.api`; about 7 USD a month each and zone. */
  readonly interfaceEndpoints: readonly string[];
  /** Where the flow logs go. */
  readonly logs: LogSettings;
}

/** What users of a network see of it. Lists are in the order of the zones. */
export interface INetwork {
  readonly vpcId: string;
  readonly cidr: string;
  /** For load balancers. */
  readonly publicSubnetIds: string[];
  /** For nodes and pods; they reach the internet, which does not reach them. */
  readonly privateSubnetIds: string[];
  /** For data stores; no way in or out of the network. */
  readonly databaseSubnetIds: string[];
  /** What must exist before anything in a private subnet can reach the internet. */
  readonly egress: ITerraformDependable[];
}

/** A VPC with public, private and database subnets in every zone. Subnets never move; see {@link subnetPlan}. */
export class Network extends Construct implements INetwork {
  readonly vpcId: string;
  readonly cidr: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly databaseSubnetIds: string[];
  /** Ranges of the public subnets. */
  readonly publicCidrs: readonly string[];
  /** Ranges of the database subnets. */
  readonly databaseCidrs: readonly string[];
  readonly egress: ITerraformDependable[];
  /** By zone. */
  readonly natGatewayIds: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    this.cidr = props.cidr;
    const plan = this.plan();
    this.publicCidrs = Object.values(plan.public);
    this.databaseCidrs = Object.values(plan.database);
    const vpc = this.createVpc();
    this.vpcId = vpc.id;
    const publicTier = this.createTier('Public', plan.public, 'shared', { 'kubernetes.io/role/elb': '1' });
    const privateTier = this.createTier('Private', plan.private, 'per-zone', {
      'kubernetes.io/role/internal-elb': '1',
    });
    const databaseTier = this.createTier('Database', plan.database, 'shared');
    this.publicSubnetIds = Object.values(publicTier.subnetIds);
    this.privateSubnetIds = Object.values(privateTier.subnetIds);
    this.databaseSubnetIds = Object.values(databaseTier.subnetIds);

    this.natGatewayIds = this.connectToInternet(publicTier);
    this.egress = this.routePrivateTierOut(privateTier);
    this.createEndpoints(privateTier, databaseTier);
    new FlowLogs(this, 'FlowLogs', { name: props.name, vpc, logs: props.logs });
  }

  private plan(): SubnetPlan {
    const { cidr, zones } = this.props;
    if (zones.length === 0) throw new Error(`${this.node.path}: zones "" names none: list two at least`);
    try {
      return subnetPlan(cidr, zones);
    } catch (error) {
      throw new Error(`${this.node.path}: ${(error as Error).message}`, { cause: error });
    }
  }

  private createVpc(): Vpc {
    const { name, cidr } = this.props;
    const vpc = new Vpc(this, 'Resource', {
      cidrBlock: cidr,
      enableDnsSupport: true,
      // Private DNS names of interface endpoints and of the cluster's private endpoint need both.
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    // AWS makes this group with every VPC, open among its members; adopted without rules it lets nothing through.
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId: vpc.id, tags: { Name: `${name}-default-unused` } });
    return vpc;
  }

  private createTier(
    id: 'Public' | 'Private' | 'Database',
    cidrs: SubnetPlan['public'],
    routing: 'shared' | 'per-zone',
    tags?: Record<string, string>,
  ): SubnetTier {
    const name = `${this.props.name}-${id.toLowerCase()}`;
    return new SubnetTier(this, id, { name, vpcId: this.vpcId, cidrs, routing, tags });
  }

  private connectToInternet(publicTier: SubnetTier): Readonly<Record<string, string>> {
    const { name, zones, natGateways } = this.props;
    const gateway = new InternetGateway(this, 'InternetGateway', { vpcId: this.vpcId, tags: { Name: name } });
    const route = publicTier.routeOut('all', { gatewayId: gateway.id });
    return new NatGateways(this, 'Nat', {
      name,
      zones: natGateways === 'single' ? zones.slice(0, 1) : zones,
      subnetIds: publicTier.subnetIds,
      internetGateway: route,
    }).ids;
  }

  private routePrivateTierOut(privateTier: SubnetTier): ITerraformDependable[] {
    const [firstZone] = this.props.zones;
    const routes = this.props.zones.map((zone) =>
      privateTier.routeOut(zone, { natGatewayId: (this.natGatewayIds[zone] ?? this.natGatewayIds[firstZone!])! }),
    );
    return [...routes, ...privateTier.associations];
  }

  private createEndpoints(privateTier: SubnetTier, databaseTier: SubnetTier): void {
    const { name, region, cidr, interfaceEndpoints } = this.props;
    const keyed = (tier: SubnetTier) =>
      Object.entries(tier.routeTableIds).map(([table, routeTableId]) => [`${tier.node.id}-${table}`, routeTableId]);
    new GatewayEndpoints(this, 'GatewayEndpoints', {
      name,
      region,
      vpcId: this.vpcId,
      routeTableIds: Object.fromEntries([...keyed(privateTier), ...keyed(databaseTier)]),
    });
    if (interfaceEndpoints.length === 0) return;
    new InterfaceEndpoints(this, 'InterfaceEndpoints', {
      name,
      region,
      vpcId: this.vpcId,
      cidr,
      subnetIds: this.privateSubnetIds,
      services: interfaceEndpoints,
    });
  }
}
