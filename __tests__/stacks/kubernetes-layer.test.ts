import type { Environment } from '../../environments';
import { applicationsOf } from '../../environments/environment-applications';
import { platform } from '../../environments/platform';
import { dependenciesOf } from '../support/dependencies';
import { releasesOf, type SynthesizedRelease, wholeValues } from '../support/environment-releases';
import { allocatable, leftOver, type Node, onceACluster, type Pods, podsOf } from '../support/packing';
import { shipped, shippedEnvironment, synthesizeEnvironment } from '../support/stacks';
import type { Synthesized } from '../support/synth';

const prod = shippedEnvironment('prod');
const stack = synthesizeEnvironment(prod);
const releases = releasesOf(stack);
/** An environment as once its ai-mcp stays up. */
const serving = (environment: Environment): Environment => ({
  ...environment,
  applications: { ...environment.applications, 'ai-mcp': { size: { replicas: 2 } } },
});
/** As once the platform serves all that is planned. */
const complete = (environment: Environment): Environment => ({ ...serving(environment), worker: { mode: 'separate' } });
const completeReleases = releasesOf(synthesizeEnvironment(complete(prod)));

const addressOf = ({ id }: SynthesizedRelease): string => `helm_release.${id}`;
const before = (name: string, synthesized: Synthesized = stack): Set<string> =>
  dependenciesOf(synthesized, addressOf(releases[name]!));
const applications = Object.keys(applicationsOf(prod));
const addons = [
  'aws-load-balancer-controller',
  'external-secrets',
  'metrics-server',
  'cluster-autoscaler',
  'external-dns',
  'keda',
  'reloader',
];

describe('names', () => {
  test('are those that people already use', () => {
    const { backend, web, 'ai-mcp': aiMcp, 'mobile-web': mobileWeb, worker } = completeReleases;
    expect(backend).toMatchObject({
      namespace: 'nxloy',
      values: {
        service: { port: 8080, portVariable: 'PORT' },
        config: { env: { NODE_ENV: 'production', LOG_LEVEL: 'info' } },
        secretEnv: {
          DATABASE_URL: { secret: 'db-secret', key: 'database-url' },
          REDIS_URL: { secret: 'redis-secret', key: 'redis-url' },
          JWT_SECRET: { secret: 'backend-secrets', key: 'jwt-secret' },
        },
        configMapMounts: [{ configMap: 'app-config' }],
        ingress: { hosts: ['api.nxloy.com'] },
      },
    });
    expect(web!.values).toMatchObject({
      service: { port: 8081 },
      ingress: { hosts: ['app.nxloy.com'] },
      env: { NEXT_PUBLIC_PORT: '8081', NEXT_PUBLIC_API_URL: 'https://api.nxloy.com' },
    });
    expect(mobileWeb!.values).toMatchObject({
      service: { port: 8082 },
      ingress: { hosts: ['m.nxloy.com'] },
      env: { EXPO_PUBLIC_PORT: '8082', EXPO_PUBLIC_API_URL: 'https://api.nxloy.com' },
    });
    expect(aiMcp!.values).toMatchObject({
      service: { port: 8083, portVariable: 'AI_MCP_PORT' },
      secretEnv: { OPENAI_API_KEY: { secret: 'api-keys' }, ANTHROPIC_API_KEY: { secret: 'api-keys' } },
    });
    expect(aiMcp!.values).not.toHaveProperty('ingress');
    expect(worker!.values.autoscaling).toMatchObject({ mode: 'queue', queue: { names: ['email', 'notifications'] } });
  });

  test('of images are repositories of the registry', () => {
    const used = Object.values(completeReleases).flatMap(({ values }) => values.image?.repository ?? []);
    const registry = '000000000000.dkr.ecr.us-east-2.amazonaws.com';
    expect(used.sort()).toEqual(platform.images.map((image) => `${registry}/${image}`).sort());
  });
});

test('the backend in production scales as the platform says', () => {
  expect(releases.backend!.values).toMatchObject({
    autoscaling: { mode: 'resources', minReplicas: 3, maxReplicas: 10, targetCpu: 70, targetMemory: 80 },
    resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
    disruptionBudget: { minAvailable: 2 },
  });
});

test('the worker is a release of its own only where it is separate', () => {
  expect(releases).not.toHaveProperty('worker');
  expect(completeReleases).toHaveProperty('worker');
  expect(completeReleases.worker!.values.nodeSelector).toEqual({ 'nxloy.com/dedicated': 'workers' });
  expect(releasesOf(synthesizeEnvironment(complete(shippedEnvironment('dev')))).worker!.values).not.toHaveProperty(
    'nodeSelector',
  );
});

describe('order', () => {
  const nodes = Object.keys(stack.resources('aws_eks_node_group')).map((id) => `aws_eks_node_group.${id}`);
  const routes = Object.keys(stack.resources('aws_route')).map((id) => `aws_route.${id}`);
  const access = Object.keys(stack.resources('aws_eks_access_policy_association')).map(
    (id) => `aws_eks_access_policy_association.${id}`,
  );

  test.each(Object.keys(releases))('%s comes after nodes, access and the way out, and goes before them', (name) => {
    expect([...before(name)]).toEqual(expect.arrayContaining([...nodes, ...routes, ...access]));
  });

  test.each(applications)('%s comes after add-ons, configuration and migrations, and goes before them', (name) => {
    const needed = [...addons, 'platform-config', 'migrations', 'cluster-defaults'];
    expect([...before(name)]).toEqual(expect.arrayContaining(needed.map((other) => addressOf(releases[other]!))));
  });

  test('no application waits for another, and no add-on for an application', () => {
    const own = applications.map((name) => addressOf(releases[name]!));
    for (const name of Object.keys(releases)) expect([...before(name)].filter((one) => own.includes(one))).toEqual([]);
  });

  test('what answers for objects of others is there first and goes last', () => {
    for (const name of addons.slice(1))
      expect([...before(name)]).toContain(addressOf(releases['aws-load-balancer-controller']!));
  });

  test('a load balancer’s controller keeps its permissions until it is gone', () => {
    const identity = Object.keys(stack.resources('aws_eks_pod_identity_association')).find((id) =>
      id.includes('LoadBalancerController'),
    );
    for (const name of applications)
      expect([...before(name)]).toContain(`aws_eks_pod_identity_association.${identity}`);
  });

  test('migrations can reach the database before they start, and the backend its bucket', () => {
    const rules = Object.entries(stack.resources('aws_vpc_security_group_ingress_rule'))
      .filter(([, { from_port: port }]) => port === 5432 || port === 6379)
      .map(([id]) => `aws_vpc_security_group_ingress_rule.${id}`);
    expect(rules).toHaveLength(2);
    expect([...before('migrations')]).toEqual(expect.arrayContaining(rules));
    const policies = Object.entries(stack.resources('aws_iam_role_policy'))
      .filter(([, { policy }]) => policy.includes('ReadWriteAssets'))
      .map(([id]) => `aws_iam_role_policy.${id}`);
    expect(policies).toHaveLength(1);
    expect([...before('backend')]).toEqual(expect.arrayContaining(policies));
  });
});

describe('Helm', () => {
  test('reaches the cluster with credentials that AWS gives for minutes, and keeps its records out of Secrets', () => {
    const [helm] = stack.json.provider.helm;
    expect(helm.kubernetes.exec).toMatchObject({
      command: 'aws',
      args: expect.arrayContaining(['eks', 'get-token', '--region', 'us-east-2']),
    });
    for (const secret of ['token', 'password', 'client_key']) expect(helm.kubernetes).not.toHaveProperty(secret);
    expect(helm.helm_driver).toBe('configmap');
  });

  test('is the only thing that talks to the cluster, and asks it nothing while it plans', () => {
    expect(Object.keys(stack.json.provider).sort()).toEqual(['aws', 'helm']);
    // Versions of EKS's own add-ons are told by AWS, and a chart is rendered on the machine that plans.
    expect(Object.keys(stack.json.data).filter((type) => /eks|helm|kubernetes/.test(type))).toEqual([
      'aws_eks_addon_version',
      'helm_template',
    ]);
    expect(Object.values(stack.json.data.helm_template)).toEqual([expect.not.objectContaining({ validate: true })]);
  });

  test.each(Object.keys(releases))('takes %s back when it does not become ready', (name) => {
    expect(stack.matching('helm_release', { name })).toMatchObject({
      atomic: true,
      cleanup_on_fail: true,
      wait: true,
      wait_for_jobs: true,
      max_history: 10,
      timeout: expect.any(Number),
      version: expect.any(String),
    });
  });
});

describe('time', () => {
  const timeoutOf = (name: string): number => stack.matching('helm_release', { name }).timeout;

  test('a migration has ended, with its Job, before Helm gives it up', () => {
    expect(timeoutOf('migrations')).toBeGreaterThan(wholeValues(releases.migrations!).deadlineSeconds + 30);
  });

  test.each(applications)('Kubernetes says that %s does not get on before Helm takes it back', (name) => {
    const { progressDeadlineSeconds } = wholeValues(releases[name]!).rollout;
    expect(timeoutOf(name)).toBeGreaterThan(progressDeadlineSeconds);
  });
});

test('only in production Terraform refuses to remove a release: the one that holds the namespace', () => {
  const guarded = ({ name }: Environment): unknown[] =>
    Object.values(synthesizeEnvironment(shippedEnvironment(name)).resources('helm_release'))
      .filter(({ lifecycle }) => lifecycle?.prevent_destroy)
      .map((release) => release.name);
  expect(shipped.map((environment) => [environment.name, guarded(environment)])).toEqual([
    ['dev', []],
    ['staging', []],
    ['prod', ['platform-config']],
  ]);
});

test.each(shipped.map(({ name }) => name))('no release of %s holds what looks secret', (name) => {
  const all = Object.values(releasesOf(synthesizeEnvironment(shippedEnvironment(name))));
  const texts = all.map(({ values }) => JSON.stringify(values));
  for (const text of texts) {
    expect(text).not.toMatch(/:\/\/[^/"@\s]+:[^/"@\s]+@/);
    expect(text).not.toMatch(/"[a-z_-]*(password|token|private[_-]?key)":"[^"]+"/i);
  }
});

describe('room', () => {
  /** Every pod of an environment that is up when nothing happens. */
  function podsIn(environment: Environment): Pods[] {
    const all = releasesOf(synthesizeEnvironment(environment));
    const one = (name: string, count: number, resources: { requests: { cpu: string; memory: string } }): Pods =>
      podsOf(name, count, resources.requests);
    const v = (name: string): SynthesizedRelease['values'] => all[name]!.values;
    return [
      ...onceACluster,
      one(
        'load balancer controller',
        v('aws-load-balancer-controller').replicaCount,
        v('aws-load-balancer-controller').resources,
      ),
      one('external-secrets', v('external-secrets').replicaCount, v('external-secrets').resources),
      one(
        'external-secrets webhook',
        v('external-secrets').webhook.replicaCount,
        v('external-secrets').webhook.resources,
      ),
      one('external-secrets certificates', 1, v('external-secrets').certController.resources),
      one('metrics-server', v('metrics-server').replicas, v('metrics-server').resources),
      one('cluster-autoscaler', v('cluster-autoscaler').replicaCount, v('cluster-autoscaler').resources),
      one('external-dns', v('external-dns').replicaCount, v('external-dns').resources),
      one('keda', v('keda').operator.replicaCount, v('keda').resources.operator),
      one('keda metrics', 1, v('keda').resources.metricServer),
      one('keda webhooks', 1, v('keda').resources.webhooks),
      one('reloader', v('reloader').reloader.deployment.replicas, v('reloader').reloader.deployment.resources),
      ...Object.values(all)
        .filter(({ chart, values }) => chart === 'charts/app' && !values.nodeSelector)
        .map(({ name, values }) => one(name, values.autoscaling?.minReplicas ?? values.replicas, values.resources)),
    ];
  }

  /** What comes on top while a deployment is under way: migration and roles, and a pod of each application's next version. */
  function guestsIn(environment: Environment): Pods[] {
    const all = releasesOf(synthesizeEnvironment(environment));
    const { resources, roles } = wholeValues(all.migrations!);
    return [
      podsOf('migration', 1, resources.requests),
      podsOf('roles', 1, roles.resources.requests),
      ...Object.values(all)
        .filter(({ chart, values }) => chart === 'charts/app' && !values.nodeSelector && values.replicas !== 0)
        .map(({ name, values }) => podsOf(`next ${name}`, 1, values.resources.requests)),
    ];
  }

  /** The nodes that an environment has at least. */
  const smallestSet = ({ cluster }: Environment): Node[] =>
    cluster.nodeGroups
      .filter(({ dedicatedTo }) => dedicatedTo === undefined)
      .flatMap(({ instanceTypes, minimum }) => Array.from({ length: minimum }, () => allocatable(instanceTypes[0]!)));

  const withoutOneZone = (nodes: readonly Node[], { network }: Environment): Node[] =>
    nodes.slice(0, nodes.length - Math.ceil(nodes.length / network.zones.length));

  test.each(shipped)('all pods of $name fit its smallest set of nodes with one zone lost', (environment) => {
    const nodes = withoutOneZone(smallestSet(environment), environment);
    expect(leftOver(nodes, podsIn(serving(environment)))).toEqual([]);
  });

  // Not with a zone lost: then the autoscaler has to bring a node before a deployment gets on.
  test.each(shipped)('all pods of $name fit its smallest set of nodes while it is deployed to', (environment) => {
    const all = serving(environment);
    expect(leftOver(smallestSet(environment), [...podsIn(all), ...guestsIn(all)])).toEqual([]);
  });

  test('is found missing when there is too little', () => {
    const node = allocatable('m7g.large');
    const plenty = { cpu: 64, memory: 512_000, pods: 110 };
    expect(leftOver([plenty], podsIn(prod))).toEqual([]);
    for (const scarce of ['cpu', 'memory', 'pods'] as const)
      expect(leftOver([{ ...plenty, [scarce]: node[scarce] / 2 }], podsIn(prod))).not.toEqual([]);
  });
});
