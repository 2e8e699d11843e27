import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Construct } from 'constructs';

export interface HostedZoneProps {
  /** Domain of the zone, such as `dev.nxloy.com`. */
  readonly name: string;
}

/** A public Route 53 zone that the bootstrap stack made: it outlives environments, so that delegation need not be repeated. */
export class HostedZone extends Construct {
  readonly zoneId: string;
  readonly zoneArn: string;
  readonly zoneName: string;

  constructor(scope: Construct, id: string, props: HostedZoneProps) {
    super(scope, id);
    const zone = new DataAwsRoute53Zone(this, 'Resource', { name: props.name, privateZone: false });
    this.zoneId = zone.zoneId;
    this.zoneArn = zone.arn;
    this.zoneName = props.name;
  }
}
