import type { ApplicationSpecification, Probe, Reach, Replicas } from './application-specification';

/** What of an environment an application's values depend on. */
export interface ApplicationSurroundings {
  /** Names the load balancer that the environment's applications share. */
  readonly loadBalancer: string;
  readonly certificateArn: string;
  /** Whether AWS refuses to delete the load balancer. */
  readonly keepLoadBalancer: boolean;
  /** Ranges of the subnets that load balancers stand in. */
  readonly publicCidrs: readonly string[];
  /** Ranges of the subnets that databases and caches stand in. */
  readonly databaseCidrs: readonly string[];
  /** Purposes that the cluster has dedicated nodes for. */
  readonly dedicatedNodes: readonly string[];
  /** Full host names by the names that specifications use. */
  readonly hostNamed: (name: string) => string;
  /** Every application of the environment. */
  readonly applications: Readonly<Record<string, ApplicationSpecification>>;
}

/** What the load balancer takes to forget a pod, and what that adds to the pod's own time to finish. Seconds. */
const times = { deregistration: 15, sleepBehindLoadBalancer: 20, sleepBehindService: 5, spare: 10, defaultDrain: 30 };

const ports: Readonly<Partial<Record<Reach, number>>> = { database: 5432, cache: 6379 };

/** Without what is undefined: the chart refuses keys without a value. */
const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

const probeValues = (probe: Probe) => (probe.startsWith('/') ? { type: 'http', path: probe } : { type: probe });

function scaling(replicas: Replicas): object {
  if (typeof replicas === 'number') return { replicas };
  const { minimum, maximum } = replicas;
  const range = { minReplicas: minimum, maxReplicas: maximum };
  if ('queues' in replicas) {
    const { queues, waitingPerReplica } = replicas;
    return { autoscaling: { mode: 'queue', ...range, queue: { names: queues, waitingPerReplica } } };
  }
  const { cpu = null, memory = null } = replicas;
  return { autoscaling: { mode: 'resources', ...range, targetCpu: cpu, targetMemory: memory } };
}

/**
 * A pod that leaves first serves on until nobody sends it anything, then finishes what it has.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
 */
function lifecycle({ host, port, drainSeconds = times.defaultDrain }: ApplicationSpecification): object {
  const behindService = port ? times.sleepBehindService : 0;
  const preStopSleepSeconds = host ? times.sleepBehindLoadBalancer : behindService;
  return {
    preStopSleepSeconds,
    drainSeconds,
    terminationGracePeriodSeconds: preStopSleepSeconds + drainSeconds + times.spare,
  };
}

function ingress({ host, probes }: ApplicationSpecification, around: ApplicationSurroundings): object | undefined {
  if (!host) return undefined;
  return {
    className: 'alb',
    hosts: [around.hostNamed(host.name)],
    paths: host.paths,
    alb: {
      group: around.loadBalancer,
      certificateArns: [around.certificateArn],
      // What is not asked over HTTP is asked for its root, and may answer that there is nothing.
      ...(probes.readiness.startsWith('/')
        ? { healthCheckPath: probes.readiness }
        : { healthCheckPath: '/', healthCheckCodes: '200-499' }),
      deregistrationDelaySeconds: times.deregistration,
      loadBalancerAttributes: defined({
        'deletion_protection.enabled': around.keepLoadBalancer ? 'true' : undefined,
        'routing.http.drop_invalid_header_fields.enabled': 'true',
      }),
    },
  };
}

const secretEnv = (secrets: Readonly<Record<string, string>> = {}): object =>
  Object.fromEntries(
    Object.entries(secrets).map(([variable, reference]) => {
      const [secret, key] = reference.replace(/\?$/, '').split('/');
      return [variable, { secret, key, ...(reference.endsWith('?') ? { optional: true } : {}) }];
    }),
  );

/** Who calls an application: only they are let in. */
const callers = (name: string, applications: ApplicationSurroundings['applications']): string[] =>
  Object.keys(applications).filter((caller) => applications[caller]!.calls?.includes(name));

function networkPolicy(name: string, app: ApplicationSpecification, around: ApplicationSurroundings): object {
  const { calls = [], reaches = [], host } = app;
  const dataPorts = reaches.flatMap((reach) => ports[reach] ?? []);
  return {
    ingress: {
      apps: callers(name, around.applications),
      ipBlocks: host ? around.publicCidrs : [],
    },
    egress: {
      // What calls nobody has no names to look up.
      dns: calls.length + reaches.length > 0,
      apps: calls.map((callee) => ({ name: callee, port: around.applications[callee]!.port!.number })),
      ipBlocks: dataPorts.length > 0 ? around.databaseCidrs.map((cidr) => ({ cidr, ports: dataPorts })) : [],
      internet: reaches.includes('internet') || reaches.includes('assets'),
      podIdentity: reaches.includes('assets'),
    },
  };
}

const onDedicatedNodes = (purpose: string): object => ({
  nodeSelector: { 'nxloy.com/dedicated': purpose },
  tolerations: [{ key: 'nxloy.com/dedicated', operator: 'Equal', value: purpose, effect: 'NoSchedule' }],
});

/** Repository and digest or tag of somebody else's image. */
export function literalImage(reference: string): object {
  const [, repository, tag, digest] = /^(.+?)(?::([^:/@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference)!;
  return digest ? { repository, digest } : { repository, tag };
}

/** Values of `charts/app` for one application, but for the image that a deployment names. */
export function applicationValues(name: string, around: ApplicationSurroundings): object {
  const app = around.applications[name]!;
  const {
    component,
    port,
    probes,
    variables,
    addresses = {},
    settings,
    size,
    writes,
    platformSettings,
    prefersNodes,
  } = app;
  const urls = Object.entries(addresses).map(([variable, host]) => [variable, `https://${around.hostNamed(host)}`]);
  return defined({
    name,
    component,
    ...scaling(size.replicas),
    disruptionBudget: size.minimumAvailable === undefined ? undefined : { minAvailable: size.minimumAvailable },
    service: port && defined({ port: port.number, portVariable: port.variable }),
    ingress: ingress(app, around),
    probes: {
      startup: probeValues(probes.startup),
      readiness: probeValues(probes.readiness),
      liveness: probeValues(probes.liveness),
    },
    lifecycle: lifecycle(app),
    resources: { requests: size.requests, limits: size.limits },
    env: { ...variables, ...(Object.fromEntries(urls) as Record<string, string>) },
    secretEnv: secretEnv(app.secrets),
    config: settings && { env: settings },
    configMapMounts: platformSettings === undefined ? undefined : [{ configMap: 'app-config', path: platformSettings }],
    writablePaths: writes && Object.entries(writes).map(([path, amount]) => ({ path, size: amount })),
    // A Secret or ConfigMap that changes reaches the pods by a rollout of its own, without a deployment.
    annotations: { 'reloader.stakater.com/auto': 'true' },
    ...(prefersNodes !== undefined && around.dedicatedNodes.includes(prefersNodes)
      ? onDedicatedNodes(prefersNodes)
      : {}),
    networkPolicy: networkPolicy(name, app, around),
    metrics:
      app.metrics === undefined
        ? undefined
        : { scrape: true, path: app.metrics, labels: { release: 'kube-prometheus-stack' } },
  });
}
