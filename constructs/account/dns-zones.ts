import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { Construct } from 'constructs';
import { guardAgainstDestroy } from '../protection';

export interface DnsZonesProps {
  /** Full names, such as `dev.nxloy.com`; each costs 0.50 USD a month. */
  readonly names: readonly string[];
}

/**
 * A public zone for each environment. They outlive the environments: a new zone gets new name servers, and whoever owns
 * the parent zone would have to delegate again. Zones that lie inside one of the others are delegated here.
 */
export class DnsZones extends Construct {
  private readonly zones: ReadonlyMap<string, Route53Zone>;

  constructor(scope: Construct, id: string, props: DnsZonesProps) {
    super(scope, id);
    this.zones = new Map(props.names.map((name) => [name, this.createZone(name)]));
    props.names.forEach((name) => this.delegate(name));
  }

  /** Id of a zone. */
  zoneId(name: string): string {
    return this.zone(name).zoneId;
  }

  /** ARN of a zone. */
  arn(name: string): string {
    return this.zone(name).arn;
  }

  /** The servers that the parent zone must name before anything in this one can be found. */
  nameServers(name: string): string[] {
    return this.zone(name).nameServers;
  }

  private createZone(name: string): Route53Zone {
    const zone = new Route53Zone(this, `Zone-${name}`, { name, comment: 'Made by bootstrap' });
    guardAgainstDestroy(zone, 'prevent-destroy');
    return zone;
  }

  /** Names the zone's servers in the closest parent among the zones, where there is one. */
  private delegate(name: string): void {
    const [parent] = [...this.zones.keys()]
      .filter((candidate) => name.endsWith(`.${candidate}`))
      .sort((a, b) => b.length - a.length);
    if (parent === undefined) return;
    new Route53Record(this, `Delegation-${name}`, {
      zoneId: this.zoneId(parent),
      name,
      type: 'NS',
      ttl: 3600,
      records: this.nameServers(name),
    });
  }

  private zone(name: string): Route53Zone {
    const zone = this.zones.get(name);
    if (!zone)
      throw new Error(
        `${this.node.path}: zone "${name}" is not among names: use one of ${[...this.zones.keys()].join(', ')}`,
      );
    return zone;
  }
}
