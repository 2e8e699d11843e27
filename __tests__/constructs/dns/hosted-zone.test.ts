import { HostedZone } from '../../../constructs/dns/hosted-zone';
import { synthesize } from '../../support/synth';

describe('HostedZone', () => {
  it('looks the public zone up and makes none', () => {
    let zone: HostedZone | undefined;
    const stack = synthesize((scope) => {
      zone = new HostedZone(scope, 'Zone', { name: 'test.nxloy.com' });
    });
    expect(stack.types).toEqual({});
    expect(Object.values(stack.json.data.aws_route53_zone)).toEqual([
      expect.objectContaining({ name: 'test.nxloy.com', private_zone: false }),
    ]);
    expect(zone?.zoneName).toBe('test.nxloy.com');
  });
});
