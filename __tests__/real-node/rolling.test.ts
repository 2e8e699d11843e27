import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Cluster, describeUnless, freshNamespace } from '../support/cluster';
import { appChart, appValues, changed, helm, type Values } from '../support/helm';
import { Load, type LoadReport } from '../support/load';
import { Pods } from '../support/pods';
import { type Image, provideImages, realNodeMissing } from '../support/real-node';
import { until } from '../support/until';

/**
 * The chart with real containers and real requests: none may be lost while pods come and go by intention, and it is
 * measured how long some are when a pod dies. Values are those of the examples, but for what a server of the tests' own
 * needs to run on one small node.
 */

const namespace = 'nxloy-rolling';
const apps = ['backend', 'web'] as const;
type App = (typeof apps)[number];
type PerApp<T> = Readonly<Record<App, T>>;

const replicas: PerApp<number> = { backend: 3, web: 2 };
/** Those of fixtures/real-node/kind.yaml. */
const urls: PerApp<string> = { backend: 'http://127.0.0.1:30080', web: 'http://127.0.0.1:30081' };
const requestsPerSecond = 60;
/** No image knows this user. */
const userId = 1_000_680_000;
const repository = 'nxloy.test/http-app';

const fixture = (...names: readonly string[]): string =>
  readFileSync(path.join(__dirname, '..', 'fixtures', ...names), 'utf8');

const image = (version: string): Image => ({
  tag: `${repository}:${version}`,
  fixture: 'http-app',
  buildArguments: { VERSION: version },
});

const health = { type: 'http', path: '/health' };
const valuesFor = (name: App, version: string, pods: number): Values =>
  changed(appValues(name), {
    image: { repository, digest: undefined, tag: version },
    runAsUser: userId,
    replicas: pods,
    // Nothing measures pods here, and the only node has no zone.
    autoscaling: { mode: 'none' },
    spread: { zones: 'ScheduleAnyway' },
    metrics: { scrape: false },
    probes: { startup: health, readiness: health, liveness: health },
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: undefined, memory: '128Mi' } },
    // Where policies are enforced: the load comes from outside.
    networkPolicy: { ingress: { ipBlocks: ['0.0.0.0/0'] } },
  });

let cluster: Cluster;
let pods: Pods;

/** Installs or upgrades both, side by side. */
async function deploy(version: string, counts = replicas): Promise<void> {
  const flags = ['--install', '--namespace', namespace, '--wait', '--timeout', '180s'];
  const results = await Promise.all(
    apps.map((app) =>
      helm(['upgrade', app, appChart, ...flags], valuesFor(app, version, counts[app]), cluster.environment),
    ),
  );
  for (const { stderr, exitCode } of results) {
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  }
}

/** A way to an app's pods from outside the cluster, by the selector and port of the chart's own Service. */
async function openNodePort(app: App): Promise<void> {
  const { spec } = await cluster.get('service', app, namespace);
  const ports = [{ ...spec.ports[0], nodePort: Number(new URL(urls[app]).port) }];
  await cluster.send(
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `${app}-from-outside`, namespace },
      spec: { type: 'NodePort', selector: spec.selector, ports },
    },
    'create',
  );
  const answers = (): Promise<boolean> => fetch(urls[app]).then(Boolean, () => false);
  await until(answers, `an answer from ${urls[app]}, where the node's ports must be reachable`, 30);
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const tell = (title: string, text: string): boolean => process.stderr.write(`MEASURED ${title}: ${text}\n`);

/** What becomes of steady requests to both apps while something happens. */
async function underLoad(title: string, action: () => Promise<void>): Promise<PerApp<LoadReport>> {
  const loads = { backend: new Load(urls.backend, requestsPerSecond), web: new Load(urls.web, requestsPerSecond) };
  const stop = async (): Promise<PerApp<LoadReport>> => ({
    backend: await loads.backend.stop(),
    web: await loads.web.stop(),
  });
  try {
    await pause(2000);
    await action();
    await pause(2000);
  } catch (error) {
    await stop();
    throw error;
  }
  const reports = await stop();
  for (const app of apps) {
    const { requests, requestsPerSecond: rate, failures, slowestMs } = reports[app];
    tell(title, `${app}: ${requests} requests, ${rate.toFixed(1)}/s, ${failures.length} lost, slowest ${slowestMs} ms`);
    for (const { reason, keepAlive, path: route, at } of failures)
      tell(
        title,
        `${app}: ${new Date(at).toISOString()} ${route} on a ${keepAlive ? 'kept' : 'new'} connection: ${reason}`,
      );
    expect(rate).toBeGreaterThanOrEqual(50);
  }
  return reports;
}

function expectNoneLost(reports: PerApp<LoadReport>): void {
  for (const app of apps) expect({ app, lost: reports[app].failures }).toEqual({ app, lost: [] });
}

/** Evicts all pods that an app has now, and returns how often its budget said no. */
async function drain(app: App): Promise<number> {
  let refusals = 0;
  for (const { metadata } of await pods.of(app)) refusals += await pods.evict(metadata.name);
  return refusals;
}

const firstPod = async (app: App): Promise<string> => (await pods.of(app))[0]!.metadata.name;

describeUnless(realNodeMissing())('apps on a real node', () => {
  beforeAll(async () => {
    cluster = await Cluster.connect();
    pods = new Pods(cluster, namespace);
    await provideImages(cluster, [image('1.0.0'), image('2.0.0')]);
    await freshNamespace(cluster, namespace);
    await cluster.send(fixture('real-node', 'backend-needs.yaml'), 'create', '--namespace', namespace);
    await deploy('1.0.0');
    for (const app of apps) await openNodePort(app);
  });

  afterAll(async () => {
    await cluster?.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s');
  });

  test.each(apps)('%s runs as a user that no image knows, without rights, and can write to /tmp alone', async (app) => {
    const found = await pods.run(await firstPod(app), fixture('http-app', 'look-around.js'));
    expect(JSON.parse(found)).toEqual({
      user: userId,
      group: userId,
      capabilities: 0,
      root: 'EROFS',
      app: 'EROFS',
      tmp: 'written',
      token: false,
    });
  });

  test.each(apps)('what %s writes to its standard output is its log', async (app) => {
    const log = await cluster.kubectl('logs', '--namespace', namespace, await firstPod(app));
    expect(JSON.parse(log.split('\n')[0]!)).toMatchObject({ message: 'listening', version: '1.0.0', user: userId });
  });

  test('no request is lost while a new version rolls out', async () => {
    const reports = await underLoad('roll', async () => {
      await deploy('2.0.0');
      await pods.settled(replicas);
    });
    expectNoneLost(reports);
    for (const app of apps) expect(Object.keys(reports[app].versions)).toEqual(['1.0.0', '2.0.0']);
  });

  test('no request is lost while pods are added and taken away', async () => {
    const more = { backend: 5, web: 4 };
    const reports = await underLoad('scale', async () => {
      await deploy('2.0.0', more);
      await pods.settled(more);
      await deploy('2.0.0');
      await pods.settled(replicas);
    });
    expectNoneLost(reports);
  });

  test('no request is lost while all pods are evicted, as fast as their budgets allow', async () => {
    const before = { backend: await pods.of('backend'), web: await pods.of('web') };
    let refusals: number[] = [];
    const reports = await underLoad('drain', async () => {
      refusals = await Promise.all(apps.map(drain));
      await pods.settled(replicas);
    });
    expectNoneLost(reports);
    for (const count of refusals) expect(count).toBeGreaterThan(0);
    for (const app of apps) await pods.ended(app, before[app]);
  });

  test.each<[string, (pod: string) => Promise<unknown>]>([
    // The command dies with its container.
    ['crash', (pod) => pods.run(pod, 'process.kill(1, "SIGUSR2")').catch(() => undefined)],
    [
      'deletion without grace',
      (pod) => cluster.kubectl('delete', 'pod', pod, '--namespace', namespace, '--grace-period=0', '--force'),
    ],
  ])('after a %s, requests are answered again and the pod is back', async (title, kill) => {
    let killed = 0;
    let back = 0;
    const reports = await underLoad(title, async () => {
      const victims = { backend: (await pods.of('backend'))[0]!, web: (await pods.of('web'))[0]! };
      killed = Date.now();
      await Promise.all(apps.map((app) => kill(victims[app].metadata.name)));
      for (const app of apps) await pods.ended(app, [victims[app]]);
      await pods.settled(replicas);
      back = Date.now();
    });
    tell(title, `all pods were back after ${back - killed} ms`);
    for (const app of apps) {
      const last = Math.max(killed, ...reports[app].failures.map(({ at }) => at));
      tell(title, `${app}: requests were lost for ${last - killed} ms`);
      expect(last).toBeLessThan(back);
    }
  });
});
