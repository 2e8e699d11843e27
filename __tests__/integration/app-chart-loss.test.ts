import { describeUnless, helmMissing } from '../support/cluster';
import { type AppName, appNames, appValues, type KubernetesObject, only, template } from '../support/helm';
import { lossRisks } from '../support/loss-risks';

/**
 * The rules by which no request is lost while pods come and go, read off what the chart renders. That they suffice is
 * shown by __tests__/real-node on running containers.
 */

const missing = helmMissing();
const describeWithHelm = describeUnless(missing);

const rendered = new Map<AppName, KubernetesObject[]>();

const drainSeconds = (name: AppName): number =>
  (appValues(name).lifecycle as { drainSeconds?: number } | undefined)?.drainSeconds ?? 30;

beforeAll(async () => {
  if (missing) return;
  for (const name of appNames) rendered.set(name, await template(appValues(name)));
});

describeWithHelm('requests while pods come and go', () => {
  test.each<[AppName, string[]]>([
    ['backend', []],
    ['web', []],
    ['mobile-web', []],
    // It has no health endpoint yet.
    ['ai-mcp', ['requests go to pods that nobody asked whether they can serve']],
    ['worker', []],
  ])('%s', (name, risks) => {
    expect(lossRisks(rendered.get(name)!, drainSeconds(name))).toEqual(risks);
  });
});

type Spec = KubernetesObject['spec'];

/** What happens to the backend's rendered objects, and the risk that it is. */
const mistakes: [string, string, (spec: Spec) => void][] = [
  [
    'a rollout takes pods away before their successors are ready',
    'Deployment',
    ({ strategy }) => (strategy.rollingUpdate.maxUnavailable = 1),
  ],
  ['a rollout cannot add a pod first', 'Deployment', ({ strategy }) => (strategy.rollingUpdate.maxSurge = 0)],
  ['a pod counts that was ready for an instant only', 'Deployment', (spec) => (spec.minReadySeconds = 0)],
  [
    'requests go to pods that nobody asked whether they can serve',
    'Deployment',
    ({ template }) => delete template.spec.containers[0].readinessProbe,
  ],
  ['a pod is killed while it starts', 'Deployment', ({ template }) => delete template.spec.containers[0].startupProbe],
  [
    'a pod is killed before requests are kept away from it',
    'Deployment',
    ({ template }) =>
      Object.assign(template.spec.containers[0].livenessProbe, { periodSeconds: 5, failureThreshold: 3 }),
  ],
  [
    'a pod stops while the load balancer still sends requests to it',
    'Deployment',
    ({ template }) => (template.spec.containers[0].lifecycle.preStop.sleep.seconds = 19),
  ],
  ['a pod is killed at work', 'Deployment', ({ template }) => (template.spec.terminationGracePeriodSeconds = 50)],
  ['the Service sends to a port that no pod has', 'Service', ({ ports }) => (ports[0].targetPort = 'https')],
  [
    'readiness is asked at a port that no pod has',
    'Deployment',
    ({ template }) => (template.spec.containers[0].readinessProbe.httpGet.port = 'metrics'),
  ],
  ['the Service does not select the pods', 'Service', ({ selector }) => (selector.app = 'web')],
  ['the Service sends to pods that are not ready', 'Service', (spec) => (spec.publishNotReadyAddresses = true)],
  ['a drain may take all pods at once', 'PodDisruptionBudget', (spec) => (spec.minAvailable = 0)],
  ['no node can be drained', 'PodDisruptionBudget', (spec) => (spec.minAvailable = '67%')],
];

describeWithHelm('each rule finds what breaks it', () => {
  test.each(mistakes)('%s', (risk, kind, spoil) => {
    const objects = structuredClone(rendered.get('backend')!);
    spoil(only(objects, kind).spec);
    expect(lossRisks(objects, drainSeconds('backend'))).toEqual([risk]);
  });

  test('a single pod serves', () => {
    const objects = structuredClone(rendered.get('ai-mcp')!);
    only(objects, 'Deployment').spec.replicas = 1;
    expect(lossRisks(objects, drainSeconds('ai-mcp'))).toContain('a single pod serves');
  });

  test('a pod stops while proxies still send requests to it', () => {
    const objects = structuredClone(rendered.get('ai-mcp')!);
    delete only(objects, 'Deployment').spec.template.spec.containers[0].lifecycle;
    expect(lossRisks(objects, drainSeconds('ai-mcp'))).toContain('a pod stops while proxies still send requests to it');
  });

  test('the load balancer waits for its own default of 300 s', () => {
    const objects = rendered
      .get('web')!
      .map((object) =>
        object.kind === 'Ingress' ? { ...object, metadata: { ...object.metadata, annotations: {} } } : object,
      );
    expect(lossRisks(objects, drainSeconds('web'))).toEqual(['the load balancer waits for its own default of 300 s']);
  });
});
