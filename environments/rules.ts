import { Netmask } from 'netmask';
import { at, duplicates, overlap, type Problem, rule, type Rule } from './rule';
import { strictRules } from './strict-rules';

/** The Kubernetes service range of every cluster: no network may overlap it. */
const serviceCidr = '172.20.0.0/16';

/** RFC 1918 and RFC 6598: what nobody on the internet owns. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** Other stacks have these names, or what an account shares begins with `nxloy-` and one of them. */
const reservedNames = /^(bootstrap|terraform|audit|access|dns|images)(-.*)?$|^local$/;

/**
 * Geographies of AWS's commercial partition, by the first part of their regions' names. Other partitions (`us-gov`,
 * `cn`) have ARNs and services of their own, which nothing here is made for.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const geographies = ['af', 'ap', 'ca', 'eu', 'il', 'me', 'mx', 'sa', 'us'];

/** The part of a region's name that says which law its data lives under: `us`, `eu`, `us-gov` … */
const geography = (region: string): string => region.split('-').slice(0, -2).join('-');

const repeated = (path: string, values: readonly string[]): readonly Problem[] =>
  duplicates(values).map((value) => at(path, `"${value}" is listed twice: remove one`));

/** A range must start where its mask says: AWS refuses one that points into the middle. */
const misaligned = (path: string, cidr: string): Problem | false => {
  const { base, bitmask } = new Netmask(cidr);
  return (
    `${base}/${bitmask}` !== cidr &&
    at(path, `"${cidr}" does not start at a network address: write "${base}/${bitmask}"`)
  );
};

/** Rules within one environment. */
export const rules: readonly Rule[] = [
  rule(['name'], ({ name }) => [
    reservedNames.test(name) && at('name', `"${name}" is taken by what an account shares: choose another`),
  ]),

  rule(['region', 'network'], ({ region, network }) =>
    network.zones
      .filter((zone) => zone.slice(0, -1) !== region)
      .map((zone) => at('network.zones', `"${zone}" is not a zone of ${region}: name zones such as "${region}a"`)),
  ),

  rule(['network'], ({ network: { cidr, zones, interfaceEndpoints } }) => {
    const { bitmask } = new Netmask(cidr);
    return [
      ...repeated('network.zones', zones),
      ...repeated('network.interfaceEndpoints', interfaceEndpoints),
      (bitmask < 16 || bitmask > 20) &&
        at('network.cidr', `"${cidr}" is a /${bitmask}: AWS and the subnet plan need /16 to /20`),
      misaligned('network.cidr', cidr),
      !privateRanges.some((range) => new Netmask(range).contains(cidr)) &&
        at(
          'network.cidr',
          `"${cidr}" belongs to others on the internet: take a range inside ${privateRanges.join(', ')}`,
        ),
      overlap(cidr, serviceCidr) &&
        at('network.cidr', `"${cidr}" overlaps the Kubernetes service range ${serviceCidr}: choose another`),
    ];
  }),

  ...(['region', 'backupRegion'] as const).map((field) =>
    rule([field], (environment) => {
      const region: string = environment[field];
      return [
        !geographies.includes(geography(region)) &&
          at(
            field,
            `"${region}" lies in "${geography(region)}", which is no known geography: name a region of ${geographies.join(', ')}`,
          ),
      ];
    }),
  ),

  rule(['region', 'backupRegion'], ({ region, backupRegion }) => [
    region === backupRegion &&
      at(
        'backupRegion',
        `"${backupRegion}" is also the region: name a second one, or its loss takes the backups along`,
      ),
    geography(region) !== geography(backupRegion) &&
      at(
        'backupRegion',
        `"${backupRegion}" lies outside "${geography(region)}": data may not leave its geography, name a region "${geography(region)}-…"`,
      ),
  ]),

  rule(['hosts'], ({ hosts: { zone, ...hosts } }) => {
    const named = Object.entries(hosts).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return [
      ...named
        .filter(([, host]) => host !== zone && !host.endsWith(`.${zone}`))
        .map(([key, host]) => at(`hosts.${key}`, `"${host}" lies outside the zone "${zone}": end it with ".${zone}"`)),
      ...duplicates(named.map(([, host]) => host)).map((host) =>
        at('hosts', `"${host}" is given to two applications: give each a host of its own`),
      ),
    ];
  }),

  rule(['hosts', 'storage'], ({ hosts, storage }) => [
    storage.cdn !== 'none' &&
      hosts.assets === undefined &&
      at(
        'hosts.assets',
        `is missing, but storage.cdn is "${storage.cdn}": name the CDN's host, such as "assets.${hosts.zone}"`,
      ),
  ]),

  rule(['cluster'], ({ cluster: { publicAccessCidrs, administrators, nodeGroups } }) => [
    ...repeated('cluster.publicAccessCidrs', publicAccessCidrs),
    ...publicAccessCidrs.map((cidr) => misaligned('cluster.publicAccessCidrs', cidr)),
    ...repeated('cluster.administrators', administrators),
    ...duplicates(nodeGroups.map(({ name }) => name)).map((name) =>
      at('cluster.nodeGroups', `"${name}" names two groups: rename one`),
    ),
    ...nodeGroups.flatMap(({ instanceTypes, minimum, maximum }, index) => [
      ...repeated(`cluster.nodeGroups.${index}.instanceTypes`, instanceTypes),
      minimum > maximum &&
        at(`cluster.nodeGroups.${index}.minimum`, `${minimum} is above the maximum ${maximum}: lower it`),
    ]),
    !nodeGroups.some(({ dedicatedTo, minimum }) => dedicatedTo === undefined && minimum >= 2) &&
      at(
        'cluster.nodeGroups',
        'has no undedicated group with a minimum of 2: raise one, add-ons need two nodes to survive the loss of one',
      ),
  ]),

  rule(['database'], ({ database: { storage, maximumStorage, copyBackups, backupRetentionDays } }) => [
    // RDS refuses to autoscale by less than ten percent.
    maximumStorage < Math.ceil(storage * 1.1) &&
      at(
        'database.maximumStorage',
        `${maximumStorage} leaves no room to grow from ${storage}: raise it to ${Math.ceil(storage * 1.1)} at least`,
      ),
    copyBackups &&
      backupRetentionDays < 7 &&
      at(
        'database.copyBackups',
        `copies backups that are kept for ${backupRetentionDays} days only: keep them for 7 at least`,
      ),
  ]),

  rule(['monitoring'], ({ monitoring }) => repeated('monitoring.emails', monitoring.emails)),

  rule(['protection', 'database'], ({ protection, database: { backupRetentionDays } }) => [
    protection !== 'none' &&
      backupRetentionDays < 7 &&
      at(
        'database.backupRetentionDays',
        `is ${backupRetentionDays}, but protection is "${protection}": keep 7 days at least`,
      ),
  ]),

  ...strictRules,
];
