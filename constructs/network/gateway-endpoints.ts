import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcEndpointRouteTableAssociation } from '@cdktf/provider-aws/lib/vpc-endpoint-route-table-association';
import { Construct } from 'constructs';

export interface GatewayEndpointsProps {
  readonly name: string;
  readonly region: string;
  readonly vpcId: string;
  /** Route tables that reach the services, by a key that stays the same for as long as the table exists. */
  readonly routeTableIds: Readonly<Record<string, string>>;
}

/** The services that AWS offers a gateway endpoint for. */
const services = ['s3', 'dynamodb'] as const;

/**
 * Ways to S3 and DynamoDB that bypass NAT: free of charge, and image layers come from S3.
 *
 * Route tables are associated one by one, so that a new zone changes no endpoint.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
export class GatewayEndpoints extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: GatewayEndpointsProps,
  ) {
    super(scope, id);
    services.forEach((service) => this.createEndpoint(service));
  }

  private createEndpoint(service: (typeof services)[number]): void {
    const { name, region, vpcId, routeTableIds } = this.props;
    const endpoint = new VpcEndpoint(this, service, {
      vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.${service}`,
      tags: { Name: `${name}-${service}` },
    });
    for (const [table, routeTableId] of Object.entries(routeTableIds))
      new VpcEndpointRouteTableAssociation(this, `${service}-${table}`, { vpcEndpointId: endpoint.id, routeTableId });
  }
}
