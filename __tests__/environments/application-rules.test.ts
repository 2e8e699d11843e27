import type { Catalogue } from '../../environments/application-schema';
import { applications } from '../../environments/applications';
import { dev } from '../../environments/dev';
import { platform } from '../../environments/platform';
import { prod } from '../../environments/prod';
import { problemsIn } from '../support/environments';

/** The shipped catalogue with some entries changed or added. */
const catalogue = (changes: Readonly<Record<string, object>>): Catalogue => {
  const copy: Record<string, unknown> = structuredClone(applications);
  for (const [name, change] of Object.entries(changes))
    copy[name] = { ...(copy[name] as object | undefined), ...change };
  return copy as Catalogue;
};

/** A further application, sound by itself. */
const reports = {
  component: 'reports',
  image: 'nxloy-web',
  port: { number: 8090 },
  probes: { startup: '/health', readiness: '/health', liveness: '/health' },
  size: { replicas: 2, requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
};
const withReports = (changes: object): Catalogue => catalogue({ reports: { ...reports, ...changes } });
const size = (changes: object): object => ({ size: { ...reports.size, ...changes } });
const digest = `sha256:${'a'.repeat(64)}`;

test('a further application is one entry', () => {
  expect(problemsIn([dev, prod], withReports({}))).toEqual([]);
});

test.each<readonly [string, Catalogue, readonly string[]]>([
  [
    'an unknown field',
    withReports({ replica: 2 }),
    [
      expect.stringMatching(
        /^applications\.reports\.replica: is not a field: remove it, or correct it to one of component, image/,
      ),
    ],
  ],
  [
    'a quantity of the wrong kind',
    withReports(size({ requests: { cpu: '50m', memory: '64 MB' } })),
    ['applications.reports.size.requests.memory: must be a memory quantity such as "512Mi" (received "64 MB")'],
  ],
  [
    'a probe that is no path',
    withReports({ probes: { ...reports.probes, liveness: 'health' } }),
    [
      'applications.reports.probes.liveness: must be a path such as "/health", "tcp", or "none": correct it (received "health")',
    ],
  ],
  [
    'the port of another application',
    withReports({ port: { number: 8081 } }),
    ['applications.reports.port.number: 8081 is the port of web, reports: give each a port of its own'],
  ],
  [
    'the host of another application',
    withReports({ host: { name: 'web', paths: ['/'] } }),
    ['applications.reports.host.name: "web" leads to web, reports: give each a host of its own'],
  ],
  [
    'a repository that the registry has not',
    withReports({ image: 'nxloy-unknown' }),
    [
      `applications.reports.image: "nxloy-unknown" is no repository of the registry: add it to environments/platform.ts, or name one of ${platform.images.join(', ')}`,
    ],
  ],
  [
    'an image without a tag',
    withReports({ image: 'example.com/reports' }),
    ['applications.reports.image: "example.com/reports" has no tag, which means "latest": add "@sha256:<digest>"'],
  ],
  [
    'an image without a tag, from a registry with a port',
    withReports({ image: 'example.com:5000/reports' }),
    ['applications.reports.image: "example.com:5000/reports" has no tag, which means "latest": add "@sha256:<digest>"'],
  ],
  [
    'half a digest',
    withReports({ image: 'example.com/reports@sha256:abc' }),
    [
      'applications.reports.image: "example.com/reports@sha256:abc" has half a digest: complete it to "@sha256:<64 hexadecimal digits>"',
    ],
  ],
  [
    'a secret in plain sight',
    withReports({ variables: { DB_PASSWORD: 'x' }, settings: { STORE: 'redis://me:x@host' } }),
    [
      'applications.reports.variables.DB_PASSWORD: looks secret (its value is not shown): put it into Secrets Manager, and name it under `secrets`',
      'applications.reports.settings.STORE: looks secret (its value is not shown): put it into Secrets Manager, and name it under `secrets`',
    ],
  ],
  [
    'a variable in two places',
    withReports({ port: { number: 8090, variable: 'PORT' }, variables: { PORT: '1' } }),
    ['applications.reports: "PORT" is set in two places: remove one'],
  ],
  [
    'a name that is no DNS label',
    catalogue({ Reports_1: reports }),
    [expect.stringContaining('applications.Reports_1: ')],
  ],
  [
    'the tag latest',
    withReports({ image: 'example.com/reports:latest' }),
    [
      'applications.reports.image: "example.com/reports:latest" is "latest", and nobody can say what that was yesterday: name a version, or "@sha256:<digest>"',
    ],
  ],
  [
    'calls of what nobody can call',
    withReports({ calls: ['billing', 'worker'] }),
    [
      'applications.reports.calls: "billing" is no application with a port: name one of backend, web, mobile-web, ai-mcp, reports',
      'applications.reports.calls: "worker" is no application with a port: name one of backend, web, mobile-web, ai-mcp, reports',
    ],
  ],
  [
    'a host, metrics and probes without a port',
    withReports({ port: undefined, host: { name: 'reports', paths: ['/api'] }, metrics: '/metrics' }),
    [
      'applications.reports.host: needs a port, but there is none: add `port`',
      'applications.reports.metrics: needs a port, but there is none: add `port`',
      'applications.reports.probes.startup: "/health" asks a port, but there is none: add `port`, or say "none"',
      'applications.reports.probes.readiness: "/health" asks a port, but there is none: add `port`, or say "none"',
      'applications.reports.probes.liveness: "/health" asks a port, but there is none: add `port`, or say "none"',
    ],
  ],
  [
    'liveness before it has started',
    withReports({ probes: { ...reports.probes, startup: 'none' } }),
    ['applications.reports.probes.startup: "none" lets liveness kill what is slow to start: ask the same as liveness'],
  ],
  [
    'metrics where the whole world reads',
    withReports({ host: { name: 'reports', paths: ['/'] }, metrics: '/metrics' }),
    ['applications.reports.metrics: "/metrics" lies below "/", which is public: make narrower paths public'],
  ],
  [
    'a host that leads to the CDN',
    withReports({ host: { name: 'assets', paths: ['/'] } }),
    ['applications.reports.host.name: "assets" leads to something else already: choose another'],
  ],
  [
    'the address of what it does not call',
    withReports({ services: { AI_MCP_URL: 'ai-mcp' } }),
    ['applications.reports.services.AI_MCP_URL: "ai-mcp" is not among those that it calls: add it to `calls`'],
  ],
  [
    'a key that no Secret has',
    withReports({ secrets: { DATABASE_URL: 'db-secret/databse-url' } }),
    [
      expect.stringMatching(
        /^applications\.reports\.secrets\.DATABASE_URL: "db-secret\/databse-url" is in no Secret: name one of db-secret\/database-url, /,
      ),
    ],
  ],
  [
    'the same twice',
    withReports({ reaches: ['cache', 'cache'] }),
    ['applications.reports: "cache" is listed twice: remove one'],
  ],
])('the catalogue may not hold %s', (_, changed, expected) => {
  expect(problemsIn([dev], changed)).toEqual(expected);
});

test.each<readonly [string, object, readonly string[]]>([
  [
    'a memory limit below the request',
    size({ limits: { memory: '32Mi' } }),
    ['dev.applications.reports.size.limits.memory: "32Mi" is below the request "64Mi": raise it'],
  ],
  [
    'a memory limit below the request in another unit',
    size({ requests: { cpu: '50m', memory: '1Gi' }, limits: { memory: '1000Mi' } }),
    ['dev.applications.reports.size.limits.memory: "1000Mi" is below the request "1Gi": raise it'],
  ],
  [
    'a CPU limit below the request',
    size({ requests: { cpu: '1', memory: '64Mi' }, limits: { cpu: '500m', memory: '128Mi' } }),
    ['dev.applications.reports.size.limits.cpu: "500m" is below the request "1": raise it'],
  ],
  [
    'fewer replicas than have to stay',
    size({ replicas: { minimum: 2, maximum: 3, cpu: 70 }, minimumAvailable: 2 }),
    [
      'dev.applications.reports.size.minimumAvailable: 2 leaves none of 2 replicas to move, so that no node could be drained: lower it, or raise the replicas',
    ],
  ],
  [
    'a minimum above the maximum',
    size({ replicas: { minimum: 4, maximum: 3, memory: 80 } }),
    ['dev.applications.reports.size.replicas.minimum: 4 is above the maximum 3: lower it'],
  ],
  [
    'a range without a measure',
    size({ replicas: { minimum: 2, maximum: 3 } }),
    ['dev.applications.reports.size.replicas: says how many, but not by what: add cpu or memory, or a single number'],
  ],
  [
    'an address of nobody',
    { addresses: { API_URL: 'billing' } },
    [
      'dev.applications.reports.addresses.API_URL: "billing" is no application\'s host: name one of api, web, mobileWeb',
    ],
  ],
])('an environment may not make of it %s', (_, changes, expected) => {
  expect(problemsIn([dev], withReports(changes))).toEqual(expected);
});

test('an environment may only change what is in the catalogue, and in it sizes and settings', () => {
  expect(problemsIn([{ ...dev, applications: { billing: {} } }])).toEqual([
    `dev.applications.billing: is no application: add it to environments/applications.ts, or name one of ${Object.keys(applications).join(', ')}`,
  ]);
  expect(problemsIn([{ ...dev, applications: { web: { port: 1 } as object } }])).toEqual([
    'dev.applications.web.port: is not a field: remove it, or correct it to one of size, settings (received 1)',
  ]);
});

test('what an environment changes is checked with what it leaves', () => {
  expect(problemsIn([{ ...dev, applications: { web: { size: { limits: { memory: '100Mi' } } } } }])).toEqual([
    'dev.applications.web.size.limits.memory: "100Mi" is below the request "256Mi": raise it',
  ]);
});

test('a derived host may not be that of another application', () => {
  const taken = { ...dev, hosts: { ...dev.hosts, web: 'reports.dev.nxloy.com' } };
  expect(problemsIn([taken], withReports({ host: { name: 'reports', paths: ['/'] } }))).toEqual([
    'dev.hosts: "reports.dev.nxloy.com" would lead to two applications: give each a host of its own',
  ]);
});

test('protected environments want digests of images that are not the platform’s own', () => {
  const tagged = withReports({ image: 'example.com/reports:1.2.3' });
  expect(problemsIn([dev], tagged)).toEqual([]);
  expect(problemsIn([prod], tagged)).toEqual([
    'prod.applications.reports.image: "example.com/reports:1.2.3" names no digest, but protection is "prevent-destroy": add "@sha256:<digest>", a tag can be moved',
  ]);
  expect(problemsIn([prod], withReports({ image: `example.com/reports:1.2.3@${digest}` }))).toEqual([]);
});

test('where customers are, what serves requests survives the loss of a node', () => {
  expect(problemsIn([prod], withReports(size({ replicas: 1 })))).toEqual([
    'prod.applications.reports.size.replicas: is 1, but protection is "prevent-destroy": 2 at least survive the loss of a node',
  ]);
  expect(problemsIn([dev], withReports(size({ replicas: 1 })))).toEqual([]);
  // Nothing runs yet, so nothing is lost.
  expect(problemsIn([prod], withReports(size({ replicas: 0 })))).toEqual([]);
  const host = { name: 'reports', paths: ['/'] };
  expect(problemsIn([prod], withReports({ host, ...size({ replicas: 0 }) }))).toEqual([
    'prod.applications.reports.size.replicas: is 0, but protection is "prevent-destroy": 2 at least survive the loss of a node',
  ]);
});
