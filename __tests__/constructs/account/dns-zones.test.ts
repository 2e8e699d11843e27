import { DnsZones } from '../../../constructs/account/dns-zones';
import { synthesize } from '../../support/synth';

const zones = (...names: string[]) => synthesize((stack) => new DnsZones(stack, 'Dns', { names }));

test('a zone inside another is delegated from there', () => {
  const synthesized = zones('dev.nxloy.com', 'nxloy.com');
  expect(synthesized.count('aws_route53_zone')).toBe(2);
  expect(synthesized.only('aws_route53_record')).toMatchObject({
    name: 'dev.nxloy.com',
    type: 'NS',
    zone_id: expect.stringContaining('nxloycom'),
    records: expect.stringMatching(/Zone-devnxloycom.*name_servers/),
  });
});

test('the closest parent delegates', () => {
  const delegations = Object.values(
    zones('nxloy.com', 'eu.nxloy.com', 'dev.eu.nxloy.com').resources('aws_route53_record'),
  );
  const parents = Object.fromEntries(delegations.map(({ name, zone_id }) => [name, zone_id]));
  expect(parents['dev.eu.nxloy.com']).toContain('Zone-eunxloycom');
  expect(parents['eu.nxloy.com']).toContain('Zone-nxloycom');
});

test('zones whose parent is elsewhere are left for its owner to delegate', () => {
  expect(zones('dev.nxloy.com', 'staging.nxloy.com').count('aws_route53_record')).toBe(0);
  expect(zones('nxloy.com', 'othernxloy.com').count('aws_route53_record')).toBe(0);
});

test('no plan may destroy a zone, which would come back with other name servers', () => {
  expect(zones('nxloy.com').only('aws_route53_zone').lifecycle).toEqual({ prevent_destroy: true });
});

test('asking for a zone that does not exist says which ones do', () => {
  expect(() => synthesize((stack) => new DnsZones(stack, 'Dns', { names: ['a.com'] }).arn('b.com'))).toThrow(
    'test/Dns: zone "b.com" is not among names: use one of a.com',
  );
});
