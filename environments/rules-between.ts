import { at, duplicates, overlap, type Problem } from './rule';
import type { Environment } from './schema';

/** An environment's data, and which parts of it are well-formed enough to be compared. */
export interface Candidate {
  readonly name: string;
  readonly environment: Environment;
  sound(field: keyof Environment): boolean;
}

type Comparison = (one: Environment, other: Environment) => readonly (Problem | false)[];

const networksAreApart: Comparison = ({ network }, other) => [
  overlap(network.cidr, other.network.cidr) &&
    at(
      'network.cidr',
      `"${network.cidr}" overlaps "${other.network.cidr}" of ${other.name}: choose a range of its own`,
    ),
];

const hostsAreApart: Comparison = ({ hosts: { zone, ...hosts } }, other) => {
  const { zone: otherZone, ...otherHosts } = other.hosts;
  return [
    zone === otherZone && at('hosts.zone', `"${zone}" is also the zone of ${other.name}: choose a zone of its own`),
    ...Object.entries(hosts)
      .filter(([, host]) => host !== undefined && Object.values(otherHosts).includes(host))
      .map(([key, host]) => at(`hosts.${key}`, `"${host}" is also a host of ${other.name}: choose a host of its own`)),
  ];
};

const accountsAreNamedOnce: Comparison = ({ account }, other) => {
  const [sameId, sameAlias] = [account.id === other.account.id, account.alias === other.account.alias];
  return [
    sameId &&
      !sameAlias &&
      at(
        'account.alias',
        `"${account.alias}" and "${other.account.alias}" (${other.name}) name one account: use one alias`,
      ),
    !sameId &&
      sameAlias &&
      at('account.alias', `"${account.alias}" names another account in ${other.name}: use an alias of its own`),
  ];
};

const accountsHaveOneRegion: Comparison = ({ account, region }, other) => [
  account.id === other.account.id &&
    region !== other.region &&
    at(
      'region',
      `"${region}" is not the region of ${other.name}, "${other.region}", which lives in the same account: state, locks and roles of an account lie in one region, so give it an account of its own`,
    ),
];

const comparisons: readonly (readonly [keyof Environment, Comparison])[] = [
  ['network', networksAreApart],
  ['hosts', hostsAreApart],
  ['account', accountsAreNamedOnce],
  ['region', accountsHaveOneRegion],
];

/** Problems between environments: names, networks, hosts, accounts and regions. */
export function problemsBetween(candidates: readonly Candidate[]): readonly Problem[] {
  const names = duplicates(candidates.map(({ name }) => name)).map((name) =>
    at(name, `"${name}" names two environments: rename one`),
  );
  const pairs = candidates.flatMap((one, index) => candidates.slice(0, index).map((other) => [one, other] as const));
  const compared = pairs.flatMap(([one, other]) =>
    comparisons
      .filter(([field]) => one.sound(field) && other.sound(field))
      .flatMap(([, compare]) => compare(one.environment, other.environment))
      .filter((problem) => problem !== false)
      .map(({ path, message }) => at(`${one.name}.${path}`, message)),
  );
  return [...names, ...compared];
}
