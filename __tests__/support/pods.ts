import type { Cluster, LiveObject } from './cluster';
import { until } from './until';

const isReady = ({ status }: LiveObject): boolean =>
  status.conditions?.some(({ type, status: is }: Record<string, string>) => type === 'Ready' && is === 'True') ?? false;

/** What changes when a container is started again in the same pod, too. */
const life = ({ metadata, status }: LiveObject): string =>
  `${metadata.name} ${status.containerStatuses?.[0].restartCount}`;

/** The pods of apps in one namespace. */
export class Pods {
  constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
  ) {}

  async of(app: string): Promise<LiveObject[]> {
    const flags = ['--namespace', this.namespace, '--selector', `app=${app}`, '--output', 'json'];
    return JSON.parse(await this.cluster.kubectl('get', 'pods', ...flags)).items;
  }

  /** Until exactly so many pods of each app are there, all ready: those that leave are gone, too. */
  async settled(counts: Readonly<Record<string, number>>): Promise<void> {
    for (const [app, count] of Object.entries(counts))
      await until(
        async () => {
          const found = await this.of(app);
          return found.length === count && found.every(isReady);
        },
        `${count} ready pods of ${app} and no others`,
        120,
      );
  }

  /** Until the containers of such pods are no more, whether others took their place or not. */
  async ended(app: string, pods: readonly LiveObject[]): Promise<void> {
    await until(async () => {
      const lives = (await this.of(app)).map(life);
      return pods.every((pod) => !lives.includes(life(pod)));
    }, `the end of pods of ${app}`);
  }

  /** Evicts a pod as `kubectl drain` does: again, while its disruption budget forbids it. Counts those refusals. */
  async evict(name: string): Promise<number> {
    const { cluster, namespace } = this;
    const eviction = JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } });
    const url = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
    let refusals = 0;
    await until(async () => {
      try {
        await cluster.send(eviction, 'create', '--raw', url);
        return true;
      } catch (error) {
        if (!/disruption budget/.test(String(error))) throw error;
        refusals += 1;
        return false;
      }
    }, `eviction of ${name}`);
    return refusals;
  }

  /** Runs JavaScript in a pod and returns what it prints. */
  run(name: string, script: string): Promise<string> {
    return this.cluster.kubectl('exec', '--namespace', this.namespace, name, '--', 'node', '--eval', script);
  }
}
