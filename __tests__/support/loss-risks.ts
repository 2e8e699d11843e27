import type { KubernetesObject } from './helm';

/** What a load balancer's controller and the proxies need to learn that a pod is leaving. */
const learningSeconds = 5;

interface Probe {
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

/** One rule: whether it is broken, and what happens then. */
type Rule = readonly [broken: boolean, risk: string];

const find = (objects: readonly KubernetesObject[], kind: string): KubernetesObject | undefined =>
  objects.find((object) => object.kind === kind);

const patience = ({ periodSeconds, failureThreshold }: Probe): number => periodSeconds * failureThreshold;

const share = (value: number | string, of: number): number =>
  typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * of) / 100);

/** Fewest pods that there are meant to be. */
function fewestPods(objects: readonly KubernetesObject[]): number {
  const scaler = find(objects, 'HorizontalPodAutoscaler') ?? find(objects, 'ScaledObject');
  const { replicas } = find(objects, 'Deployment')!.spec;
  return replicas ?? scaler?.spec.minReplicas ?? scaler?.spec.minReplicaCount;
}

/** Pods that an eviction must leave. */
function keptByBudget(objects: readonly KubernetesObject[]): number {
  const pods = fewestPods(objects);
  const { minAvailable, maxUnavailable } = find(objects, 'PodDisruptionBudget')?.spec ?? { minAvailable: 0 };
  return minAvailable === undefined ? pods - share(maxUnavailable, pods) : share(minAvailable, pods);
}

/** Seconds in which a load balancer lets a leaving pod finish; undefined without one. */
function deregistrationDelay(objects: readonly KubernetesObject[]): number | undefined {
  const annotations = find(objects, 'Ingress')?.metadata.annotations ?? {};
  const attributes = annotations['alb.ingress.kubernetes.io/target-group-attributes'];
  const found = /deregistration_delay\.timeout_seconds=(\d+)/.exec(attributes ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}

/** How pods come: nothing is taken away before its successor can take over. */
function rulesOfComing(objects: readonly KubernetesObject[]): Rule[] {
  const { strategy, minReadySeconds, template } = find(objects, 'Deployment')!.spec;
  const [{ readinessProbe, livenessProbe, startupProbe }] = template.spec.containers;
  const { maxUnavailable, maxSurge } = strategy.rollingUpdate;
  const called = find(objects, 'Service') !== undefined;
  return [
    [maxUnavailable !== 0, 'a rollout takes pods away before their successors are ready'],
    [maxSurge === 0 || maxSurge === '0%', 'a rollout cannot add a pod first'],
    [minReadySeconds < 1, 'a pod counts that was ready for an instant only'],
    [called && !readinessProbe, 'requests go to pods that nobody asked whether they can serve'],
    [livenessProbe && !startupProbe, 'a pod is killed while it starts'],
    [
      livenessProbe && readinessProbe && patience(livenessProbe) <= patience(readinessProbe),
      'a pod is killed before requests are kept away from it',
    ],
  ];
}

/** How pods leave: told to everybody first, then with time for what they have begun. */
function rulesOfLeaving(objects: readonly KubernetesObject[], drainSeconds: number): Rule[] {
  const pod = find(objects, 'Deployment')!.spec.template.spec;
  const sleep: number = pod.containers[0].lifecycle?.preStop.sleep.seconds ?? 0;
  const ingress = find(objects, 'Ingress');
  const delay = deregistrationDelay(objects);
  return [
    [
      find(objects, 'Service') !== undefined && sleep < learningSeconds,
      'a pod stops while proxies still send requests to it',
    ],
    [
      ingress?.spec.ingressClassName === 'alb' && delay === undefined,
      'the load balancer waits for its own default of 300 s',
    ],
    [
      delay !== undefined && sleep < delay + learningSeconds,
      'a pod stops while the load balancer still sends requests to it',
    ],
    [pod.terminationGracePeriodSeconds <= sleep + drainSeconds, 'a pod is killed at work'],
  ];
}

/** How many pods stay while nodes are drained. */
function rulesOfDraining(objects: readonly KubernetesObject[]): Rule[] {
  const pods = fewestPods(objects);
  const called = find(objects, 'Service') !== undefined;
  return [
    [called && pods < 2, 'a single pod serves'],
    [called && keptByBudget(objects) < 1, 'a drain may take all pods at once'],
    [keptByBudget(objects) >= pods && pods > 1, 'no node can be drained'],
  ];
}

/** Whether requests find the pods, and only ready ones. */
function rulesOfRouting(objects: readonly KubernetesObject[]): Rule[] {
  const service = find(objects, 'Service')?.spec;
  if (!service) return [];
  const { metadata, spec } = find(objects, 'Deployment')!.spec.template;
  const ports = spec.containers[0].ports.map(({ name }: { name: string }) => name);
  const { readinessProbe } = spec.containers[0];
  const port = (readinessProbe?.httpGet ?? readinessProbe?.tcpSocket)?.port;
  return [
    [
      Object.entries(service.selector).some(([key, value]) => metadata.labels[key] !== value),
      'the Service does not select the pods',
    ],
    [
      service.ports.some(({ targetPort }: { targetPort: string }) => !ports.includes(targetPort)),
      'the Service sends to a port that no pod has',
    ],
    [service.publishNotReadyAddresses === true, 'the Service sends to pods that are not ready'],
    [port !== undefined && !ports.includes(port), 'readiness is asked at a port that no pod has'],
  ];
}

/**
 * How rendered objects of an app could lose requests while its pods come and go: none, if nothing is wrong.
 *
 * @param drainSeconds what the app needs after SIGTERM
 */
export const lossRisks = (objects: readonly KubernetesObject[], drainSeconds: number): string[] =>
  [
    ...rulesOfComing(objects),
    ...rulesOfLeaving(objects, drainSeconds),
    ...rulesOfDraining(objects),
    ...rulesOfRouting(objects),
  ]
    .filter(([broken]) => broken)
    .map(([, risk]) => risk);
