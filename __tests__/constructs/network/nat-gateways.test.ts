import { TerraformLocal } from 'cdktf';
import { NatGateways } from '../../../constructs/network/nat-gateways';
import { synthesize, type Synthesized } from '../../support/synth';

const gateways = (zones: string[]): Synthesized =>
  synthesize((stack) => {
    const internetGateway = new TerraformLocal(stack, 'InternetGateway', 'igw-1');
    const subnetIds = { 'eu-central-1a': 'subnet-a', 'eu-central-1b': 'subnet-b' };
    new NatGateways(stack, 'Nat', { name: 'nxloy-test', zones, subnetIds, internetGateway });
  });

describe('NatGateways', () => {
  test('puts a gateway with an address of its own into each zone’s public subnet', () => {
    const synthesized = gateways(['eu-central-1a', 'eu-central-1b']);
    expect(synthesized.types).toEqual({ aws_eip: 2, aws_nat_gateway: 2 });
    const gateway = synthesized.matching('aws_nat_gateway', { subnet_id: 'subnet-b' });
    expect(gateway.allocation_id).toContain('Address-eu-central-1b');
    expect(gateway.tags.Name).toBe('nxloy-test-nat-eu-central-1b');
  });

  test('waits for the way to the internet', () => {
    const synthesized = gateways(['eu-central-1a']);
    expect(synthesized.only('aws_nat_gateway').depends_on).toHaveLength(1);
    expect(synthesized.only('aws_eip').depends_on).toHaveLength(1);
  });
});
