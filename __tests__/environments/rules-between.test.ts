import { dev } from '../../environments/dev';
import { staging } from '../../environments/staging';
import { changed, problems } from '../support/environments';

test.each<readonly [string, unknown, readonly string[]]>([
  [
    'network.cidr',
    '10.20.128.0/17',
    ['staging.network.cidr: "10.20.128.0/17" overlaps "10.20.0.0/16" of dev: choose a range of its own'],
  ],
  ['account.alias', 'other', ['staging.account.alias: "other" and "nxloy" (dev) name one account: use one alias']],
  [
    'account.id',
    '123456789012',
    ['staging.account.alias: "nxloy" names another account in dev: use an alias of its own'],
  ],
  [
    'hosts',
    { ...dev.hosts, assets: 'assets.dev.nxloy.com' },
    [
      'staging.hosts.zone: "dev.nxloy.com" is also the zone of dev: choose a zone of its own',
      'staging.hosts.web: "dev.nxloy.com" is also a host of dev: choose a host of its own',
      'staging.hosts.api: "api.dev.nxloy.com" is also a host of dev: choose a host of its own',
      'staging.hosts.mobileWeb: "m.dev.nxloy.com" is also a host of dev: choose a host of its own',
    ],
  ],
])('staging beside dev may not have %s %j', (path, value, expected) => {
  expect(problems(dev, changed(path, value, staging))).toEqual(expected);
});

test('an account has its environments in one region', () => {
  const moved = {
    ...staging,
    region: 'us-west-2',
    backupRegion: 'us-east-2',
    network: { ...staging.network, zones: ['us-west-2a', 'us-west-2b', 'us-west-2c'] },
  };
  expect(problems(dev, moved)).toEqual([
    expect.stringMatching(/^staging\.region: "us-west-2" is not the region of dev, "us-east-2".*account of its own$/),
  ]);
  expect(problems(dev, { ...moved, account: { id: '123456789012', alias: 'other' } })).toEqual([]);
});

test('two environments may not share a name', () => {
  expect(problems(dev, changed('name', 'dev', staging))).toEqual(['dev: "dev" names two environments: rename one']);
});

test('environments in accounts of their own are well', () => {
  expect(problems(dev, changed('account', { id: '123456789012', alias: 'other' }, staging))).toEqual([]);
});
