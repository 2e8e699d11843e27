import { environments, validateEnvironments } from '../../environments';
import { dev } from '../../environments/dev';
import { prod } from '../../environments/prod';
import type { EnvironmentInput } from '../../environments/schema';
import { staging } from '../../environments/staging';
import { changed, problems } from '../support/environments';

test('the shipped environments are valid, in the order of promotion', () => {
  expect(validateEnvironments(environments)).toEqual(environments);
});

test('everything wrong in all environments is told at once: shapes, rules within, rules between', () => {
  const brokenDev = changed('cache.nodes', 0, changed('database.maximumStorage', 20, changed('extra', 1)));
  const brokenStaging = changed('network.cidr', dev.network.cidr, changed('owner', '', staging));
  expect(problems(brokenDev, brokenStaging, prod).map((problem) => problem.split(':')[0])).toEqual([
    'dev.cache.nodes',
    'dev.extra',
    'staging.owner',
    'dev.database.maximumStorage',
    'staging.network.cidr',
  ]);
});

test('a rule is not asked about what is malformed', () => {
  expect(problems(changed('network.cidr', 'x', prod), changed('network.cidr', 'x'))).toEqual([
    'prod.network.cidr: must be an IPv4 range such as "10.20.0.0/16" (received "x")',
    'dev.network.cidr: must be an IPv4 range such as "10.20.0.0/16" (received "x")',
  ]);
});

test('the message counts the problems and names no code', () => {
  const broken = () => validateEnvironments([changed('cache.nodes', 0)]);
  expect(broken).toThrow(
    "1 problem in the environments' data; nothing was written:\n  dev.cache.nodes: must be 1 at least: raise it (received 0)",
  );
});

test.each([[undefined], [null], [7], [[]]])('data that is %j instead of an environment is refused', (input) => {
  const [problem] = problems(input as unknown as EnvironmentInput);
  expect(problem).toMatch(/^\(unnamed\): (must be an object: correct it|is missing: add an object)/);
});

interface Row {
  readonly zones: number;
  readonly nat: string;
  readonly nodes: string;
  readonly database: string;
  readonly cache: string;
  readonly cdn: string;
  readonly monitoring: string;
  readonly protection: string;
  readonly deploy: string;
}

/** An environment as the design's table tells it. */
const row = ({
  network,
  cluster,
  database,
  cache,
  storage,
  monitoring,
  protection,
  delivery,
}: EnvironmentInput): Row => ({
  zones: network.zones.length,
  nat: network.natGateways,
  nodes: cluster.nodeGroups
    .map((group) => `${group.minimum}-${group.maximum} x ${group.instanceTypes[0]} ${group.capacity}`)
    .join(', '),
  database: [
    `${database.version} ${database.instanceClass}`,
    database.multiAz ? 'multi-AZ' : 'one zone',
    `${database.readReplicas} replicas`,
    `${database.backupRetentionDays} days`,
    database.copyBackups ? 'copied' : 'not copied',
  ].join(', '),
  cache: `Valkey ${cache.version} x ${cache.nodes}`,
  cdn: storage.cdn,
  monitoring: monitoring.level,
  protection,
  deploy: delivery.trigger === 'manual' ? 'by hand' : `${delivery.branch}${delivery.approval ? ' after approval' : ''}`,
});

test.each<readonly [EnvironmentInput, Row]>([
  [
    dev,
    {
      zones: 2,
      nat: 'single',
      nodes: '2-4 x t4g.large spot',
      database: '17 db.t4g.micro, one zone, 0 replicas, 7 days, not copied',
      cache: 'Valkey 8.0 x 1',
      cdn: 'none',
      monitoring: 'metrics',
      protection: 'none',
      deploy: 'by hand',
    },
  ],
  [
    staging,
    {
      zones: 3,
      nat: 'single',
      nodes: '3-6 x m7g.large on-demand',
      database: '17 db.t4g.medium, multi-AZ, 0 replicas, 7 days, not copied',
      cache: 'Valkey 8.0 x 2',
      cdn: 'cloudfront',
      monitoring: 'full',
      protection: 'deletion-protection',
      deploy: 'develop',
    },
  ],
  [
    prod,
    {
      zones: 3,
      nat: 'per-zone',
      nodes: '3-12 x m7g.large on-demand, 0-6 x m7g.large spot',
      database: '17 db.m7g.large, multi-AZ, 2 replicas, 30 days, copied',
      cache: 'Valkey 8.0 x 2',
      cdn: 'cloudfront-waf',
      monitoring: 'full',
      protection: 'prevent-destroy',
      deploy: 'main after approval',
    },
  ],
])('$name is what the design says', (environment, expected) => {
  expect(row(environment)).toEqual(expected);
});

test('prod grows from 100 GB to 1 TB, keeps its API private, and every environment runs one Kubernetes version', () => {
  expect(prod.database).toMatchObject({ storage: 100, maximumStorage: 1000 });
  expect(prod.cluster.publicAccessCidrs).toEqual([]);
  expect(new Set(environments.map(({ cluster }) => cluster.version))).toEqual(new Set(['1.35']));
});
