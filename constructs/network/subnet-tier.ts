import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ZoneCidrs } from './subnet-plan';

export interface SubnetTierProps {
  /** Begins with the environment's prefix: `nxloy-prod-private`. */
  readonly name: string;
  readonly vpcId: string;
  readonly cidrs: ZoneCidrs;
  /** One route table for the whole tier, or one for each zone where zones leave by different gateways. */
  readonly routing: 'shared' | 'per-zone';
  /** @default - only the name */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Where traffic that leaves the network goes. */
export type Gateway = { readonly gatewayId: string } | { readonly natGatewayId: string };

/**
 * Subnets of one kind, one in each zone, none of which gives out public addresses. Traffic stays inside the network
 * until {@link SubnetTier.routeOut} is called.
 */
export class SubnetTier extends Construct {
  /** By zone. */
  readonly subnetIds: Readonly<Record<string, string>>;
  /** By zone, or under `all` when the zones share one. */
  readonly routeTableIds: Readonly<Record<string, string>>;
  /** What must exist before the tier's routes apply to its subnets. */
  readonly associations: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SubnetTierProps,
  ) {
    super(scope, id);
    const zones = Object.keys(props.cidrs);
    const tables = props.routing === 'shared' ? ['all'] : zones;
    this.subnetIds = Object.fromEntries(zones.map((zone) => [zone, this.createSubnet(zone).id]));
    this.routeTableIds = Object.fromEntries(tables.map((table) => [table, this.createRouteTable(table).id]));
    this.associations = zones.map((zone) => this.associate(zone));
  }

  /** Sends what leaves the network by one of the route tables (`all`, or a zone) to `gateway`. */
  routeOut(table: string, gateway: Gateway): Route {
    return new Route(this, `RouteOut-${table}`, {
      routeTableId: this.routeTableIds[table]!,
      destinationCidrBlock: '0.0.0.0/0',
      ...gateway,
    });
  }

  private createSubnet(zone: string): Subnet {
    return new Subnet(this, `Subnet-${zone}`, {
      vpcId: this.props.vpcId,
      availabilityZone: zone,
      cidrBlock: this.props.cidrs[zone],
      mapPublicIpOnLaunch: false,
      tags: { Name: `${this.props.name}-${zone}`, ...this.props.tags },
    });
  }

  private createRouteTable(table: string): RouteTable {
    const name = this.props.routing === 'shared' ? this.props.name : `${this.props.name}-${table}`;
    return new RouteTable(this, `RouteTable-${table}`, { vpcId: this.props.vpcId, tags: { Name: name } });
  }

  private associate(zone: string): RouteTableAssociation {
    return new RouteTableAssociation(this, `Association-${zone}`, {
      subnetId: this.subnetIds[zone]!,
      routeTableId: this.routeTableIds[this.props.routing === 'shared' ? 'all' : zone]!,
    });
  }
}
