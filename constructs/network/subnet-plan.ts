import { Netmask } from 'netmask';

/** Address ranges of one tier of subnets, by zone. */
export type ZoneCidrs = Readonly<Record<string, string>>;

/** Address ranges of all subnets of a network. */
export interface SubnetPlan {
  /** A 64th of the network for each zone: load balancers and NAT gateways need few addresses. */
  readonly public: ZoneCidrs;
  /** A sixteenth of the network for each zone: pods take an address each. */
  readonly private: ZoneCidrs;
  /** A 256th of the network for each zone. */
  readonly database: ZoneCidrs;
}

/** Slots of a tier: as many zones as a network can ever have. */
const slots = 8;

/** AWS takes no network above /16 and no subnet below /28, which the database tier of a /20 just reaches. */
const prefixes = { largest: 16, smallest: 20 };

/** A zone's slot is its letter's place in the alphabet, whatever other zones there are. */
function slotOf(zone: string): number {
  const slot = zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0);
  if (!(slot >= 0 && slot < slots))
    throw new Error(`zones "${zone}" ends in no letter from a to h, which choose its addresses: name another zone`);
  return slot;
}

function networkOf(cidr: string): Netmask {
  const network = new Netmask(cidr);
  if (network.bitmask < prefixes.largest || network.bitmask > prefixes.smallest)
    throw new Error(
      `cidr "${cidr}" is not between /16 and /20, where every subnet fits AWS's limits: choose such a range`,
    );
  if (network.toString() !== cidr)
    throw new Error(`cidr "${cidr}" does not start at a network address: write "${network.toString()}"`);
  return network;
}

/**
 * Divides a network among its subnets. Adding or removing a zone moves no other zone's subnets, since a moved subnet
 * would be replaced with everything in it.
 *
 * The first half holds the private tier, an eighth the public one, a 32nd the database one; the rest is free.
 *
 * @throws Error that names the input, what is wrong with it and the mend.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function subnetPlan(cidr: string, zones: readonly string[]): SubnetPlan {
  const network = networkOf(cidr);
  const tier = (first: Netmask): ZoneCidrs =>
    Object.fromEntries(zones.map((zone) => [zone, first.next(slotOf(zone)).toString()]));
  const firstAfter = (previous: Netmask, bits: number): Netmask =>
    new Netmask(previous.next(slots).base, network.bitmask + bits);

  const firstPrivate = new Netmask(network.base, network.bitmask + 4);
  const firstPublic = firstAfter(firstPrivate, 6);
  const firstDatabase = firstAfter(firstPublic, 8);
  return { public: tier(firstPublic), private: tier(firstPrivate), database: tier(firstDatabase) };
}
