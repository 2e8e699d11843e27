import { changed, problems } from '../support/environments';

const breaches: readonly (readonly [string, unknown, string])[] = [
  ['account.id', '12345', 'must be the 12 digits of an AWS account (received "12345")'],
  ['account.alias', 'NxLoy', 'must be lower case letters, digits and dashes (received "NxLoy")'],
  ['region', 'Ohio', 'must be an AWS region such as "eu-central-1" (received "Ohio")'],
  ['backupRegion', 'us-west-2a', 'must be an AWS region such as "eu-central-1" (received "us-west-2a")'],
  ['owner', '', 'must not be empty: fill it in (received "")'],
  ['costCenter', 7, 'must be a text: correct it (received 7)'],
  [
    'protection',
    'some',
    'must be one of "none", "deletion-protection", "prevent-destroy": correct it (received "some")',
  ],
  ['protection', undefined, 'is missing: add one of "none", "deletion-protection", "prevent-destroy"'],
  ['delivery.trigger', 'cron', 'must be one of "manual", "merge": correct it (received "cron")'],
  ['delivery', { trigger: 'merge', branch: '', approval: true }, 'must not be empty: fill it in (received "")'],
  ['network.cidr', '10.20.0.0/33', 'must be an IPv4 range such as "10.20.0.0/16" (received "10.20.0.0/33")'],
  ['network.cidr', '10.20.0/16', 'must be an IPv4 range such as "10.20.0.0/16" (received "10.20.0/16")'],
  ['network.zones', ['us-east-2a'], 'must list 2 at least: add more (received ["us-east-2a"])'],
  ['network.zones', 'us-east-2a', 'must be a list: correct it (received "us-east-2a")'],
  ['network.zones.1', 'b', 'must be a zone by name such as "eu-central-1a" (received "b")'],
  ['network.natGateways', 2, 'must be one of "single", "per-zone": correct it (received 2)'],
  ['network.interfaceEndpoints', ['S3 '], 'must be a service such as "ecr.api" (received "S3 ")'],
  ['cluster.version', '1.35.2', 'must be a Kubernetes minor such as "1.35" (received "1.35.2")'],
  ['cluster.publicAccessCidrs', ['everyone'], 'must be an IPv4 range such as "10.20.0.0/16" (received "everyone")'],
  ['cluster.administrators', ['root'], 'must be the ARN of an IAM role or user (received "root")'],
  ['cluster.nodeGroups', [], 'must list 1 at least: add one (received [])'],
  ['cluster.nodeGroups.0.name', 'A B', 'must be lower case letters, digits and dashes (received "A B")'],
  ['cluster.nodeGroups.0.instanceTypes', [], 'must list 1 at least: add one (received [])'],
  [
    'cluster.nodeGroups.0.instanceTypes.0',
    'm5.large',
    'must be a Graviton type such as "m7g.large" (received "m5.large")',
  ],
  ['cluster.nodeGroups.0.capacity', 'cheap', 'must be one of "on-demand", "spot": correct it (received "cheap")'],
  ['cluster.nodeGroups.0.minimum', -1, 'must be 0 at least: raise it (received -1)'],
  ['cluster.nodeGroups.0.maximum', 2.5, 'must be a whole number: correct it (received 2.5)'],
  [
    'cluster.nodeGroups.0.dedicatedTo',
    '',
    'must be lower case letters, digits and dashes, such as "workers" (received "")',
  ],
  [
    'database.version',
    '17.4',
    'must be a major version only, such as "17": minor versions are upgraded by AWS (received "17.4")',
  ],
  ['database.instanceClass', 't4g.micro', 'must be an RDS class such as "db.t4g.medium" (received "t4g.micro")'],
  ['database.multiAz', 'yes', 'must be true or false: correct it (received "yes")'],
  ['database.readReplicas', 6, 'must be 5 at most: lower it (received 6)'],
  ['database.storage', 19, 'must be 20 at least: raise it (received 19)'],
  ['database.maximumStorage', '1TB', 'must be a number: correct it (received "1TB")'],
  ['database.backupRetentionDays', 36, 'must be 35 at most: lower it (received 36)'],
  ['database.copyBackups', undefined, 'is missing: add true or false'],
  ['cache.version', '8', 'must be a Valkey version such as "8.0" (received "8")'],
  ['cache.nodeType', 't4g.micro', 'must be a cache type such as "cache.t4g.small" (received "t4g.micro")'],
  ['cache.nodes', 0, 'must be 1 at least: raise it (received 0)'],
  ['storage.cdn', 'akamai', 'must be one of "none", "cloudfront", "cloudfront-waf": correct it (received "akamai")'],
  ['hosts.web', 'https://dev.nxloy.com', 'must be a full host name in lower case such as "api.dev.nxloy.com"'],
  ['hosts', undefined, 'is missing: add an object'],
  ['monitoring.level', 'some', 'must be one of "metrics", "full": correct it (received "some")'],
  ['monitoring.logRetentionDays', 8, 'must be one of 7, 14, 30, 60, 90, 180, 365: correct it (received 8)'],
  ['monitoring.emails', [], 'must list 1 at least: add one (received [])'],
  ['monitoring.emails.0', 'platform', 'must be an e-mail address such as "platform@example.com" (received "platform")'],
  ['monitoring.monthlyBudget', 0, 'must be above 0: raise it (received 0)'],
  ['database.storages', 20, 'is not a field: remove it, or correct it to one of version, instanceClass, '],
  ['zones', [], 'is not a field: remove it, or correct it to one of name, account, region, '],
];

test.each(breaches)('%s of %j is refused with rule, mend and what was received', (path, value, message) => {
  const found = problems(changed(path, value));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(message);
  expect(found[0]).toMatch(new RegExp(`^dev\\.${path.replaceAll('.', '\\.')}`));
});

test('a name that no resource could carry is refused', () => {
  expect(problems(changed('name', 'Dev Env'))).toEqual([
    'Dev Env.name: must be 2 to 16 lower case letters, digits and single dashes (received "Dev Env")',
  ]);
});

test('a long value is shown shortened', () => {
  expect(problems(changed('owner', Array(100).fill('x')))[0]).toMatch(/^.{0,140}…\)$/);
});
