import { setTimeout as sleep } from 'node:timers/promises';
import type { DescribedRelease } from '../../sandbox/releases';
import { UserError } from '../errors';
import type { RehearsalCluster } from './cluster';
import { type Values, valuesOf } from './helm';

/** A release whose pods serve, and what of it is rehearsed beyond installing it. */
export interface Application {
  readonly release: DescribedRelease;
  /** Folder of its chart. */
  readonly chart: string;
}

/** Seconds that a broken version gets: the release's own patience would make everybody wait. */
const brokenTimeout = 20;

/** Seconds in which autoscaling brings as many pods as it has to. */
const patience = 90;

interface Deployment {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
  readonly status: {
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

interface Autoscaler {
  readonly spec: { readonly minReplicas?: number };
}

const withTag = (values: Values, tag: string): Values => {
  const { repository, pullPolicy } = (values.image ?? {}) as { repository?: string; pullPolicy?: string };
  return { ...values, image: { repository, pullPolicy, tag } };
};

/** Real nodes can only run images that exist, so there the pods are replaced by others of the same one. */
const anotherVersion = (values: Values, isSimulated: boolean): Values =>
  isSimulated
    ? withTag(values, 'rehearsed')
    : { ...values, podAnnotations: { ...(values.podAnnotations as Values), 'nxloy.com/rehearsed': 'upgraded' } };

const query = (kind: string, { name, namespace }: DescribedRelease): string[] => [
  kind,
  '--namespace',
  namespace,
  '--selector',
  `app.kubernetes.io/instance=${name}`,
];

async function images({ kubectl }: RehearsalCluster, release: DescribedRelease): Promise<string[]> {
  const deployments = await kubectl.list<Deployment>(...query('deployments', release));
  return deployments.flatMap(({ spec }) => spec.template.spec.containers.map(({ image }) => image));
}

interface DisruptionBudget {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly status?: { readonly expectedPods?: number };
}

/** The application of most pods; undefined when none has any, or none is protected from disruption. */
export async function chooseApplication(
  { kubectl }: RehearsalCluster,
  applications: readonly Application[],
): Promise<Application | undefined> {
  const budgets = await kubectl.list<DisruptionBudget>('poddisruptionbudgets', '--all-namespaces');
  const pods = new Map(
    budgets.map(({ metadata, status }) => [metadata.labels?.['app.kubernetes.io/instance'], status?.expectedPods ?? 0]),
  );
  const podsOf = ({ release }: Application): number => pods.get(release.name) ?? 0;
  const [chosen] = [...applications].sort((one, other) => podsOf(other) - podsOf(one));
  return chosen && podsOf(chosen) > 0 ? chosen : undefined;
}

/** Waits until every pod that autoscaling wants at least is there and available. */
async function settle({ kubectl }: RehearsalCluster, release: DescribedRelease): Promise<void> {
  const end = Date.now() + patience * 1000;
  for (;;) {
    const deployments = await kubectl.list<Deployment>(...query('deployments', release));
    const autoscalers = await kubectl.list<Autoscaler>(...query('horizontalpodautoscalers', release));
    const wanted = Math.max(0, ...autoscalers.map(({ spec }) => spec.minReplicas ?? 1));
    const settled = deployments.every(
      ({ status: { replicas = 0, updatedReplicas, availableReplicas } }) =>
        replicas >= wanted && updatedReplicas === replicas && availableReplicas === replicas,
    );
    if (settled) return;
    if (Date.now() > end)
      throw new UserError({
        thing: release.name,
        rule: `should have ${wanted} available pods, and has not after ${patience} seconds`,
        mend: `see why: kubectl describe pods --namespace ${release.namespace}`,
      });
    await sleep(500);
  }
}

/** Upgrades an application. @returns its values from now on */
export async function upgrade(cluster: RehearsalCluster, { release, chart }: Application): Promise<Values> {
  const values = anotherVersion(valuesOf(release), cluster.isSimulated);
  await settle(cluster, release);
  await cluster.helm.deploy(release, { chart, values });
  await settle(cluster, release);
  return values;
}

/** Deploys a version that never becomes ready. @throws Error when Helm did not take it back */
async function deployBroken(cluster: RehearsalCluster, { release, chart }: Application, values: Values): Promise<void> {
  const outcome = await cluster.helm
    .deploy(release, { chart, values: withTag(values, 'broken-rehearsal'), timeout: brokenTimeout })
    .then(
      () => 'it became ready',
      (error: Error) => error.message,
    );
  if (!/has been rolled back/.test(outcome))
    throw new UserError({
      thing: `broken version of ${release.name}`,
      rule: `should have been rolled back, but was not: ${outcome}`,
      mend: 'see the flags of constructs/platform/release.ts',
    });
}

/**
 * Breaks an application, and watches it roll back.
 *
 * @returns how many pods were ready at least, and how many its disruption budget wants
 * @throws UserError when there were fewer than that, or when the version before did not come back
 */
export async function breakAndRollBack(
  cluster: RehearsalCluster,
  application: Application,
  values: Values,
): Promise<{ least: number; budget: number }> {
  const { release } = application;
  const before = await images(cluster, release);
  const healthy = [
    ...query('poddisruptionbudgets', release),
    '--output',
    'jsonpath={.status.currentHealthy} {.status.desiredHealthy}{"\\n"}',
  ];
  const seen = await cluster.kubectl.watch(healthy, () => deployBroken(cluster, application, values));
  const pairs = seen.map((line) => line.split(' ').map(Number) as [number, number]);
  const [least, budget] = pairs.reduce((worst, pair) => (pair[0] - pair[1] < worst[0] - worst[1] ? pair : worst));
  const after = await images(cluster, release);
  if (least < budget || String(after) !== String(before))
    throw new UserError({
      thing: `rollback of ${release.name}`,
      rule: `must leave what ran before, but ${least} pods were ready where ${budget} are wanted, and it now runs ${String(after)} instead of ${String(before)}`,
      mend: 'see rollout and disruptionBudget in charts/app/values.yaml',
    });
  return { least, budget };
}
