import { InterfaceEndpoints } from '../../../constructs/network/interface-endpoints';
import { synthesize } from '../../support/synth';

const endpoints = () =>
  synthesize(
    (stack) =>
      void new InterfaceEndpoints(stack, 'InterfaceEndpoints', {
        name: 'nxloy-test',
        region: 'eu-central-1',
        vpcId: 'vpc-1',
        cidr: '10.20.0.0/16',
        subnetIds: ['subnet-a', 'subnet-b'],
        services: ['ecr.api', 'sts'],
      }),
  );

describe('InterfaceEndpoints', () => {
  test('answers under the services’ own names, in every zone', () => {
    const synthesized = endpoints();
    expect(synthesized.count('aws_vpc_endpoint')).toBe(2);
    expect(
      synthesized.matching('aws_vpc_endpoint', { service_name: 'com.amazonaws.eu-central-1.ecr.api' }),
    ).toMatchObject({
      vpc_endpoint_type: 'Interface',
      private_dns_enabled: true,
      subnet_ids: ['subnet-a', 'subnet-b'],
      tags: { Name: 'nxloy-test-ecr.api' },
    });
  });

  test('lets the network in over HTTPS and nobody else', () => {
    const synthesized = endpoints();
    expect(synthesized.only('aws_vpc_security_group_ingress_rule')).toMatchObject({
      cidr_ipv4: '10.20.0.0/16',
      from_port: 443,
      to_port: 443,
      ip_protocol: 'tcp',
    });
    expect(synthesized.count('aws_vpc_security_group_egress_rule')).toBe(0);
    const [group] = Object.keys(synthesized.resources('aws_security_group'));
    for (const endpoint of Object.values(synthesized.resources('aws_vpc_endpoint')))
      expect(endpoint.security_group_ids).toEqual([`\${aws_security_group.${group}.id}`]);
  });
});
