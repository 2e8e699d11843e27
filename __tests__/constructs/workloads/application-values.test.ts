import type { ApplicationSpecification } from '../../../constructs/workloads/application-specification';
import {
  type ApplicationSurroundings,
  applicationValues,
  literalImage,
} from '../../../constructs/workloads/application-values';

const caller: ApplicationSpecification = {
  component: 'frontend',
  image: 'nxloy-web',
  port: { number: 8081, variable: 'PORT' },
  host: { name: 'web', paths: ['/'] },
  probes: { startup: '/health', readiness: '/ready', liveness: 'tcp' },
  calls: ['callee'],
  size: { replicas: 2, requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
};
const callee: ApplicationSpecification = { ...caller, port: { number: 8083 }, host: undefined, calls: undefined };

const around = (changes: Partial<ApplicationSpecification> = {}, further: Partial<ApplicationSurroundings> = {}) => ({
  loadBalancer: 'nxloy-dev',
  certificateArn: 'arn:certificate',
  keepLoadBalancer: false,
  publicCidrs: ['10.20.128.0/22'],
  databaseCidrs: ['10.20.160.0/24', '10.20.161.0/24'],
  dedicatedNodes: [],
  hostNamed: (name: string) => `${name}.dev.nxloy.com`,
  applications: { caller: { ...caller, ...changes }, callee },
  ...further,
});
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- values of the chart have no type
const valuesOf = (...args: Parameters<typeof around>): any => applicationValues('caller', around(...args));

test('a probe is a path, a port or nothing', () => {
  expect(valuesOf().probes).toEqual({
    startup: { type: 'http', path: '/health' },
    readiness: { type: 'http', path: '/ready' },
    liveness: { type: 'tcp' },
  });
  const silent = { startup: 'none', readiness: 'none', liveness: 'none' } as const;
  expect(valuesOf({ probes: silent }).probes.readiness).toEqual({ type: 'none' });
});

test('the load balancer asks what readiness asks, and takes any answer where that is no path', () => {
  expect(valuesOf().ingress.alb).toMatchObject({ healthCheckPath: '/ready' });
  const probes = { ...caller.probes, readiness: 'tcp' } as const;
  expect(valuesOf({ probes }).ingress.alb).toMatchObject({ healthCheckPath: '/', healthCheckCodes: '200-499' });
});

test('hosts, certificate and load balancer are the environment’s', () => {
  expect(valuesOf().ingress).toMatchObject({
    className: 'alb',
    hosts: ['web.dev.nxloy.com'],
    paths: ['/'],
    alb: { group: 'nxloy-dev', certificateArns: ['arn:certificate'] },
  });
  const protection = 'deletion_protection.enabled';
  expect(valuesOf().ingress.alb.loadBalancerAttributes).not.toHaveProperty([protection]);
  expect(valuesOf({}, { keepLoadBalancer: true }).ingress.alb.loadBalancerAttributes).toHaveProperty(
    [protection],
    'true',
  );
});

test.each<readonly [string, Partial<ApplicationSpecification>, readonly [number, number, number]]>([
  ['behind a load balancer', {}, [20, 30, 60]],
  ['behind a Service only', { host: undefined, drainSeconds: 60 }, [5, 60, 75]],
  ['that nobody calls', { host: undefined, port: undefined, drainSeconds: 90 }, [0, 90, 100]],
])('an application %s leaves in its own time', (_, changes, [preStopSleepSeconds, drainSeconds, grace]) => {
  const values = valuesOf(changes);
  expect(values.lifecycle).toEqual({ preStopSleepSeconds, drainSeconds, terminationGracePeriodSeconds: grace });
  expect(grace).toBeGreaterThan(preStopSleepSeconds + drainSeconds);
  if (values.ingress)
    expect(preStopSleepSeconds).toBeGreaterThanOrEqual(values.ingress.alb.deregistrationDelaySeconds + 5);
});

test('pods are as many as is said, or as load or queues want', () => {
  const replicas = (value: ApplicationSpecification['size']['replicas']) =>
    valuesOf({ size: { ...caller.size, replicas: value } });
  expect(replicas(3)).toMatchObject({ replicas: 3 });
  expect(replicas(3)).not.toHaveProperty('autoscaling');
  expect(replicas({ minimum: 3, maximum: 10, cpu: 70 }).autoscaling).toEqual({
    mode: 'resources',
    minReplicas: 3,
    maxReplicas: 10,
    targetCpu: 70,
    targetMemory: null,
  });
  expect(replicas({ minimum: 1, maximum: 5, queues: ['email'], waitingPerReplica: 20 }).autoscaling).toEqual({
    mode: 'queue',
    minReplicas: 1,
    maxReplicas: 5,
    queue: { names: ['email'], waitingPerReplica: 20 },
  });
});

test('only callers and the load balancer are let in, and only to what it calls does it get out', () => {
  expect(valuesOf().networkPolicy).toEqual({
    ingress: { apps: [], ipBlocks: ['10.20.128.0/22'] },
    egress: { dns: true, apps: [{ name: 'callee', port: 8083 }], ipBlocks: [], internet: false, podIdentity: false },
  });
  expect(applicationValues('callee', around())).toMatchObject({
    networkPolicy: {
      ingress: { apps: ['caller'], ipBlocks: [] },
      egress: { dns: false, apps: [], ipBlocks: [], internet: false, podIdentity: false },
    },
  });
});

test('data stores are reached in their subnets, on the ports of those that it uses', () => {
  const egress = (...reaches: NonNullable<ApplicationSpecification['reaches']>) =>
    valuesOf({ reaches }).networkPolicy.egress;
  expect(egress('database', 'cache').ipBlocks).toEqual([
    { cidr: '10.20.160.0/24', ports: [5432, 6379] },
    { cidr: '10.20.161.0/24', ports: [5432, 6379] },
  ]);
  expect(egress('database').ipBlocks[0].ports).toEqual([5432]);
  expect(egress('assets')).toMatchObject({ internet: true, podIdentity: true, ipBlocks: [] });
});

test('variables come as they are, as addresses of hosts, out of Secrets, and through a ConfigMap', () => {
  const values = valuesOf({
    variables: { LANG: 'C' },
    addresses: { API_URL: 'api' },
    settings: { LOG_LEVEL: 'info' },
    secrets: { DATABASE_URL: 'db-secret/database-url', OPENAI_API_KEY: 'api-keys/openai-api-key?' },
  });
  expect(values.env).toEqual({ LANG: 'C', API_URL: 'https://api.dev.nxloy.com' });
  expect(values.config).toEqual({ env: { LOG_LEVEL: 'info' } });
  expect(values.secretEnv).toEqual({
    DATABASE_URL: { secret: 'db-secret', key: 'database-url' },
    OPENAI_API_KEY: { secret: 'api-keys', key: 'openai-api-key', optional: true },
  });
});

test('dedicated nodes are taken where there are such', () => {
  expect(valuesOf({ prefersNodes: 'workers' })).not.toHaveProperty('nodeSelector');
  expect(valuesOf({ prefersNodes: 'workers' }, { dedicatedNodes: ['workers'] })).toMatchObject({
    nodeSelector: { 'nxloy.com/dedicated': 'workers' },
    tolerations: [{ key: 'nxloy.com/dedicated', operator: 'Equal', value: 'workers', effect: 'NoSchedule' }],
  });
});

test('what is not said is not in the values', () => {
  const values = valuesOf();
  for (const key of ['disruptionBudget', 'config', 'configMapMounts', 'writablePaths', 'metrics'])
    expect(values).not.toHaveProperty(key);
  expect(JSON.stringify(values)).not.toContain('null');
});

const digest = `sha256:${'a'.repeat(64)}`;
test.each([
  ['example.com:5000/a/b:1.2', { repository: 'example.com:5000/a/b', tag: '1.2' }],
  [`example.com/a@${digest}`, { repository: 'example.com/a', digest }],
  [`example.com:5000/a:1.2@${digest}`, { repository: 'example.com:5000/a', digest }],
])('%s is taken apart', (reference, expected) => {
  expect(literalImage(reference)).toEqual(expected);
});
