import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import { SecurityGroup } from './security-group';

export interface InterfaceEndpointsProps {
  readonly name: string;
  readonly region: string;
  readonly vpcId: string;
  /** Range that reaches the endpoints. */
  readonly cidr: string;
  /** One subnet a zone. */
  readonly subnetIds: readonly string[];
  /** As in the service's name, such as `ecr.api`; about 7 USD a month each and zone. */
  readonly services: readonly string[];
}

/**
 * Ways to AWS services that bypass NAT, under the names that the services have anyway: clients need no setting.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export class InterfaceEndpoints extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: InterfaceEndpointsProps,
  ) {
    super(scope, id);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name: `${props.name}-endpoints`,
      description: 'AWS services, reached over HTTPS from inside the network',
      vpcId: props.vpcId,
    });
    securityGroup.allowCidr(props.cidr, 443);
    props.services.forEach((service) => this.createEndpoint(service, securityGroup));
  }

  private createEndpoint(service: string, securityGroup: SecurityGroup): void {
    const { name, region, vpcId, subnetIds } = this.props;
    new VpcEndpoint(this, service, {
      vpcId,
      vpcEndpointType: 'Interface',
      serviceName: `com.amazonaws.${region}.${service}`,
      privateDnsEnabled: true,
      subnetIds: [...subnetIds],
      securityGroupIds: [securityGroup.securityGroupId],
      tags: { Name: `${name}-${service}` },
    });
  }
}
