import { Netmask } from 'netmask';
import type { Environment } from './schema';

/** Something wrong with an environment's data: where, and what to do about it. */
export interface Problem {
  /** Path into the data, such as `prod.network.zones`. */
  readonly path: string;
  /** What was received, the rule, and the mend. */
  readonly message: string;
}

type Rule = (environment: Environment) => Problem[];

/** The Kubernetes service range of every cluster: no network may overlap it. */
const serviceCidr = '172.20.0.0/16';

const at = (environment: Environment, path: string, message: string): Problem => ({
  path: `${environment.name}.${path}`,
  message,
});

const overlap = (a: string, b: string): boolean => {
  const [first, second] = [new Netmask(a), new Netmask(b)];
  return first.contains(second.base) || second.contains(first.base);
};

/** The part of a region's name that says which law its data lives under: `us`, `eu`, `ap` … */
const geography = (region: string): string => region.split('-')[0] ?? region;

const duplicates = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];

const zonesBelongToRegion: Rule = (environment) => {
  const strangers = environment.network.zones.filter((zone) => zone.slice(0, -1) !== environment.region);
  const repeated = duplicates(environment.network.zones);
  return [
    ...strangers.map((zone) =>
      at(
        environment,
        'network.zones',
        `"${zone}" is not a zone of ${environment.region}: name zones such as "${environment.region}a"`,
      ),
    ),
    ...repeated.map((zone) => at(environment, 'network.zones', `"${zone}" is listed twice: remove one`)),
  ];
};

const networkIsUsable: Rule = (environment) => {
  const { cidr } = environment.network;
  const block = new Netmask(cidr);
  const problems: Problem[] = [];
  if (block.bitmask < 16 || block.bitmask > 20)
    problems.push(
      at(environment, 'network.cidr', `"${cidr}" is a /${block.bitmask}: AWS and the subnet plan need /16 to /20`),
    );
  if (`${block.base}/${block.bitmask}` !== cidr)
    problems.push(
      at(
        environment,
        'network.cidr',
        `"${cidr}" does not start at a network address: write "${block.base}/${block.bitmask}"`,
      ),
    );
  if (overlap(cidr, serviceCidr))
    problems.push(
      at(environment, 'network.cidr', `"${cidr}" overlaps the Kubernetes service range ${serviceCidr}: choose another`),
    );
  return problems;
};

const backupsStayInGeography: Rule = (environment) => {
  const { region, backupRegion } = environment;
  if (region === backupRegion)
    return [
      at(
        environment,
        'backupRegion',
        `"${backupRegion}" is also the region: name a second one, or its loss takes the backups along`,
      ),
    ];
  if (geography(region) !== geography(backupRegion))
    return [
      at(
        environment,
        'backupRegion',
        `"${backupRegion}" lies outside "${geography(region)}": data may not leave its geography, name a region "${geography(region)}-…"`,
      ),
    ];
  return [];
};

const hostsLieInZone: Rule = (environment) => {
  const { zone, ...hosts } = environment.hosts;
  const outside = Object.entries(hosts)
    .filter(([, host]) => host !== undefined && host !== zone && !host.endsWith(`.${zone}`))
    .map(([key, host]) =>
      at(environment, `hosts.${key}`, `"${host}" lies outside the zone "${zone}": end it with ".${zone}"`),
    );
  const assetsMissing = environment.storage.cdn !== 'none' && hosts.assets === undefined;
  return assetsMissing
    ? [
        ...outside,
        at(
          environment,
          'hosts.assets',
          `is missing, but storage.cdn is "${environment.storage.cdn}": name the CDN's host, such as "assets.${zone}"`,
        ),
      ]
    : outside;
};

const nodeGroupsAreSound: Rule = (environment) => {
  const groups = environment.cluster.nodeGroups;
  const inverted = groups.flatMap((group, index) =>
    group.minimum > group.maximum
      ? [
          at(
            environment,
            `cluster.nodeGroups.${index}.minimum`,
            `${group.minimum} is above the maximum ${group.maximum}: lower it`,
          ),
        ]
      : [],
  );
  const repeated = duplicates(groups.map((group) => group.name)).map((name) =>
    at(environment, 'cluster.nodeGroups', `"${name}" names two groups: rename one`),
  );
  const general = groups.some((group) => group.dedicatedTo === undefined && group.minimum >= 2);
  return [
    ...inverted,
    ...repeated,
    ...(general
      ? []
      : [
          at(
            environment,
            'cluster.nodeGroups',
            'has no undedicated group with a minimum of 2: add-ons need two nodes to survive one',
          ),
        ]),
  ];
};

const databaseIsSound: Rule = (environment) => {
  const { storage, maximumStorage, readReplicas, copyBackups, backupRetentionDays } = environment.database;
  const problems: Problem[] = [];
  // RDS refuses to autoscale by less than ten percent.
  if (maximumStorage < Math.ceil(storage * 1.1))
    problems.push(
      at(
        environment,
        'database.maximumStorage',
        `${maximumStorage} leaves no room to grow from ${storage}: at least ${Math.ceil(storage * 1.1)}`,
      ),
    );
  if (readReplicas > 0 && backupRetentionDays < 1)
    problems.push(
      at(environment, 'database.readReplicas', 'need automated backups: raise database.backupRetentionDays'),
    );
  if (copyBackups && backupRetentionDays < 7)
    problems.push(
      at(
        environment,
        'database.copyBackups',
        `copies backups that are kept for ${backupRetentionDays} days only: keep them for 7 at least`,
      ),
    );
  return problems;
};

const protectedDataIsKept: Rule = (environment) => {
  const problems: Problem[] = [];
  if (environment.protection !== 'none' && environment.database.backupRetentionDays < 7)
    problems.push(
      at(
        environment,
        'database.backupRetentionDays',
        `is ${environment.database.backupRetentionDays}, but protection is "${environment.protection}": keep 7 days at least`,
      ),
    );
  if (environment.protection !== 'prevent-destroy') return problems;
  if (environment.cluster.publicAccessCidrs.includes('0.0.0.0/0'))
    problems.push(
      at(
        environment,
        'cluster.publicAccessCidrs',
        '"0.0.0.0/0" opens the API to everyone: list the addresses that need it, or none',
      ),
    );
  if (!environment.database.multiAz)
    problems.push(
      at(
        environment,
        'database.multiAz',
        'is false, but protection is "prevent-destroy": set it to true, or a zone takes the data along',
      ),
    );
  if (environment.cache.nodes < 2)
    problems.push(
      at(
        environment,
        'cache.nodes',
        `is ${environment.cache.nodes}, but protection is "prevent-destroy": queues need 2 nodes for failover`,
      ),
    );
  if (environment.network.natGateways === 'single')
    problems.push(
      at(
        environment,
        'network.natGateways',
        'is "single", but protection is "prevent-destroy": use "per-zone", or one zone takes all egress along',
      ),
    );
  return problems;
};

/** Rules within one environment. */
export const rules: readonly Rule[] = [
  zonesBelongToRegion,
  networkIsUsable,
  backupsStayInGeography,
  hostsLieInZone,
  nodeGroupsAreSound,
  databaseIsSound,
  protectedDataIsKept,
];

/** Rules between environments: names, networks and accounts. */
export function crossEnvironmentProblems(environments: readonly Environment[]): Problem[] {
  const problems: Problem[] = duplicates(environments.map(({ name }) => name)).map((name) => ({
    path: name,
    message: `"${name}" names two environments: rename one`,
  }));
  environments.forEach((environment, index) => {
    for (const other of environments.slice(0, index)) {
      if (overlap(environment.network.cidr, other.network.cidr))
        problems.push(
          at(
            environment,
            'network.cidr',
            `"${environment.network.cidr}" overlaps "${other.network.cidr}" of ${other.name}: choose a range of its own`,
          ),
        );
      if (environment.hosts.zone === other.hosts.zone)
        problems.push(
          at(
            environment,
            'hosts.zone',
            `"${environment.hosts.zone}" is also the zone of ${other.name}: choose a zone of its own`,
          ),
        );
      if (environment.account.id === other.account.id && environment.account.alias !== other.account.alias)
        problems.push(
          at(
            environment,
            'account.alias',
            `"${environment.account.alias}" and "${other.account.alias}" (${other.name}) name one account: use one alias`,
          ),
        );
      if (environment.account.id !== other.account.id && environment.account.alias === other.account.alias)
        problems.push(
          at(
            environment,
            'account.alias',
            `"${environment.account.alias}" names another account in ${other.name}: use an alias of its own`,
          ),
        );
    }
  });
  return problems;
}
