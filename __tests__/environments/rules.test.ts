import { dev } from '../../environments/dev';
import { prod } from '../../environments/prod';
import { changed, problems } from '../support/environments';

const group = dev.cluster.nodeGroups[0]!;

test.each<readonly [string, unknown, readonly string[]]>([
  ['name', 'local', ['local.name: "local" is taken by what an account shares: choose another']],
  ['name', 'bootstrap-eu', ['bootstrap-eu.name: "bootstrap-eu" is taken by what an account shares: choose another']],
  [
    'network.zones.1',
    'us-east-1a',
    ['dev.network.zones: "us-east-1a" is not a zone of us-east-2: name zones such as "us-east-2a"'],
  ],
  ['network.zones.1', 'us-east-2a', ['dev.network.zones: "us-east-2a" is listed twice: remove one']],
  [
    'network.cidr',
    '10.20.0.0/21',
    ['dev.network.cidr: "10.20.0.0/21" is a /21: AWS and the subnet plan need /16 to /20'],
  ],
  ['network.cidr', '10.0.0.0/8', ['dev.network.cidr: "10.0.0.0/8" is a /8: AWS and the subnet plan need /16 to /20']],
  [
    'network.cidr',
    '10.20.5.0/16',
    ['dev.network.cidr: "10.20.5.0/16" does not start at a network address: write "10.20.0.0/16"'],
  ],
  [
    'network.cidr',
    '172.20.64.0/18',
    ['dev.network.cidr: "172.20.64.0/18" overlaps the Kubernetes service range 172.20.0.0/16: choose another'],
  ],
  [
    'network.cidr',
    '8.8.0.0/16',
    [
      'dev.network.cidr: "8.8.0.0/16" belongs to others on the internet: take a range inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10',
    ],
  ],
  ['network.interfaceEndpoints', ['sts', 'sts'], ['dev.network.interfaceEndpoints: "sts" is listed twice: remove one']],
  [
    'backupRegion',
    'us-east-2',
    ['dev.backupRegion: "us-east-2" is also the region: name a second one, or its loss takes the backups along'],
  ],
  [
    'backupRegion',
    'eu-west-1',
    ['dev.backupRegion: "eu-west-1" lies outside "us": data may not leave its geography, name a region "us-…"'],
  ],
  [
    'backupRegion',
    'us-gov-west-1',
    [
      'dev.backupRegion: "us-gov-west-1" lies in "us-gov", which is no known geography: name a region of af, ap, ca, eu, il, me, mx, sa, us',
      'dev.backupRegion: "us-gov-west-1" lies outside "us": data may not leave its geography, name a region "us-…"',
    ],
  ],
  [
    'hosts.api',
    'api.nxloy.com',
    ['dev.hosts.api: "api.nxloy.com" lies outside the zone "dev.nxloy.com": end it with ".dev.nxloy.com"'],
  ],
  [
    'hosts.api',
    'mydev.nxloy.com',
    ['dev.hosts.api: "mydev.nxloy.com" lies outside the zone "dev.nxloy.com": end it with ".dev.nxloy.com"'],
  ],
  [
    'hosts.api',
    'dev.nxloy.com',
    ['dev.hosts: "dev.nxloy.com" is given to two applications: give each a host of its own'],
  ],
  [
    'storage.cdn',
    'cloudfront',
    [
      'dev.hosts.assets: is missing, but storage.cdn is "cloudfront": name the CDN\'s host, such as "assets.dev.nxloy.com"',
    ],
  ],
  [
    'cluster.publicAccessCidrs',
    ['203.0.113.9/24'],
    ['dev.cluster.publicAccessCidrs: "203.0.113.9/24" does not start at a network address: write "203.0.113.0/24"'],
  ],
  [
    'cluster.publicAccessCidrs',
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['dev.cluster.publicAccessCidrs: "0.0.0.0/0" is listed twice: remove one'],
  ],
  [
    'cluster.administrators',
    Array(2).fill('arn:aws:iam::123456789012:role/admin'),
    ['dev.cluster.administrators: "arn:aws:iam::123456789012:role/admin" is listed twice: remove one'],
  ],
  ['cluster.nodeGroups', [group, group], ['dev.cluster.nodeGroups: "general" names two groups: rename one']],
  ['cluster.nodeGroups.0.minimum', 5, ['dev.cluster.nodeGroups.0.minimum: 5 is above the maximum 4: lower it']],
  [
    'cluster.nodeGroups.0.instanceTypes',
    ['m7g.large', 'm7g.large'],
    ['dev.cluster.nodeGroups.0.instanceTypes: "m7g.large" is listed twice: remove one'],
  ],
  [
    'cluster.nodeGroups',
    [
      { ...group, minimum: 1 },
      { ...group, name: 'workers', dedicatedTo: 'workers' },
    ],
    [
      'dev.cluster.nodeGroups: has no undedicated group with a minimum of 2: raise one, add-ons need two nodes to survive the loss of one',
    ],
  ],
  [
    'database.maximumStorage',
    21,
    ['dev.database.maximumStorage: 21 leaves no room to grow from 20: raise it to 22 at least'],
  ],
  [
    'monitoring.emails',
    ['a@nxloy.com', 'a@nxloy.com'],
    ['dev.monitoring.emails: "a@nxloy.com" is listed twice: remove one'],
  ],
])('dev with %s %j breaks a rule', (path, value, expected) => {
  expect(problems(changed(path, value))).toEqual(expected);
});

test.each<readonly [string, unknown, string]>([
  [
    'cluster.publicAccessCidrs',
    ['0.0.0.0/0'],
    '"0.0.0.0/0" opens the API to everyone: list the addresses that need it, or none',
  ],
  [
    'database.multiAz',
    false,
    'is false, but protection is "prevent-destroy": set it to true, or a zone takes the data along',
  ],
  ['cache.nodes', 1, 'is 1, but protection is "prevent-destroy": queues need 2 nodes for failover'],
  [
    'network.natGateways',
    'single',
    'is "single", but protection is "prevent-destroy": use "per-zone", or one zone takes all egress along',
  ],
])('prod may not have %s %j, dev may', (path, value, message) => {
  expect(problems(changed(path, value, prod))).toEqual([`prod.${path}: ${message}`]);
  expect(problems(changed(path, value))).toEqual([]);
});

test('backups that are protected or copied are kept for a week', () => {
  expect(problems(changed('database.backupRetentionDays', 6, prod))).toEqual([
    'prod.database.copyBackups: copies backups that are kept for 6 days only: keep them for 7 at least',
    'prod.database.backupRetentionDays: is 6, but protection is "prevent-destroy": keep 7 days at least',
  ]);
});

test.each(Array.from({ length: 33 }, (_, mask) => mask))('ranges of /%i are judged, not choked on', (mask) => {
  for (const base of ['0.0.0.0', '10.20.255.255', '255.255.255.255']) {
    const range = `${base}/${mask}`;
    const other = changed('cluster.publicAccessCidrs', [range], prod);
    expect(() => problems(changed('network.cidr', range), other)).not.toThrow();
  }
});
