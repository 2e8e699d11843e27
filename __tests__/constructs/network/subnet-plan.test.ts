import { Netmask } from 'netmask';
import { subnetPlan } from '../../../constructs/network/subnet-plan';

const allZones = [...'abcdefgh'].map((letter) => `eu-central-1${letter}`);
const blocks = (cidr: string, zones: string[]): Netmask[] =>
  Object.values(subnetPlan(cidr, zones))
    .flatMap((tier) => Object.values<string>(tier))
    .map((block) => new Netmask(block));

describe('subnetPlan', () => {
  test('gives each zone of a /16 a large private, a middling public and a small database subnet', () => {
    expect(subnetPlan('10.20.0.0/16', ['eu-central-1a', 'eu-central-1c'])).toEqual({
      private: { 'eu-central-1a': '10.20.0.0/20', 'eu-central-1c': '10.20.32.0/20' },
      public: { 'eu-central-1a': '10.20.128.0/22', 'eu-central-1c': '10.20.136.0/22' },
      database: { 'eu-central-1a': '10.20.160.0/24', 'eu-central-1c': '10.20.162.0/24' },
    });
  });

  test.each(['10.20.0.0/16', '10.20.16.0/20'])('fits eight zones into %s without any overlap', (cidr) => {
    const network = new Netmask(cidr);
    const all = blocks(cidr, allZones);
    expect(all).toHaveLength(24);
    all.forEach((block, index) => {
      expect(network.contains(block)).toBe(true);
      // AWS accepts no subnet smaller than /28.
      expect(block.bitmask).toBeLessThanOrEqual(28);
      all.slice(0, index).forEach((other) => expect(other.contains(block) || block.contains(other)).toBe(false));
    });
  });

  test('moves no subnet when zones are added, removed or listed in another order', () => {
    const all = subnetPlan('10.20.0.0/16', allZones);
    const some = subnetPlan('10.20.0.0/16', ['eu-central-1h', 'eu-central-1b']);
    for (const tier of ['public', 'private', 'database'] as const) expect(all[tier]).toMatchObject(some[tier]);
  });

  test('keeps the order of the zones', () => {
    expect(Object.keys(subnetPlan('10.20.0.0/16', ['eu-central-1c', 'eu-central-1a']).private)).toEqual([
      'eu-central-1c',
      'eu-central-1a',
    ]);
  });

  test.each([
    ['10.20.0.0/21', 'cidr "10.20.0.0/21" is not between /16 and /20'],
    ['10.0.0.0/15', 'cidr "10.0.0.0/15" is not between /16 and /20'],
    ['10.20.1.0/16', 'cidr "10.20.1.0/16" does not start at a network address: write "10.20.0.0/16"'],
  ])('refuses %s and says what to write', (cidr, message) => {
    expect(() => subnetPlan(cidr, ['eu-central-1a'])).toThrow(message);
  });

  test.each(['eu-central-1i', 'eu-central-1', ''])('refuses zone "%s", which has no slot', (zone) => {
    expect(() => subnetPlan('10.20.0.0/16', [zone])).toThrow(`zones "${zone}" ends in no letter from a to h`);
  });
});
