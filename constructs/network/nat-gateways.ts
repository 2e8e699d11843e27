import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface NatGatewaysProps {
  readonly name: string;
  /** Zones that get a gateway: about 33 USD a month each, and 0.045 USD a gigabyte. */
  readonly zones: readonly string[];
  /** Public subnets by zone. */
  readonly subnetIds: Readonly<Record<string, string>>;
  /** AWS gives a NAT gateway no way out before the internet gateway is attached. */
  readonly internetGateway: ITerraformDependable;
}

/** NAT gateways, each with an address that stays the same for as long as its zone is used. */
export class NatGateways extends Construct {
  /** By zone. */
  readonly ids: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NatGatewaysProps,
  ) {
    super(scope, id);
    this.ids = Object.fromEntries(props.zones.map((zone) => [zone, this.createGateway(zone).id]));
  }

  private createGateway(zone: string): NatGateway {
    const tags = { Name: `${this.props.name}-nat-${zone}` };
    const dependsOn = [this.props.internetGateway];
    const address = new Eip(this, `Address-${zone}`, { domain: 'vpc', tags, dependsOn });
    return new NatGateway(this, `Gateway-${zone}`, {
      allocationId: address.allocationId,
      subnetId: this.props.subnetIds[zone]!,
      tags,
      dependsOn,
    });
  }
}
