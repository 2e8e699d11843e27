import { Cluster, clusterMissing, describeUnless, freshNamespace, helmMissing } from '../support/cluster';
import { upstreamCrds } from '../support/crds';
import {
  appChart,
  type AppName,
  appNames,
  appValues,
  changed,
  helm,
  type HelmResult,
  only,
  template,
  type Values,
} from '../support/helm';
import { until } from '../support/until';

/** All five apps on a real API server that enforces Pod Security `restricted`: install, fail to upgrade, uninstall. */

const missing = helmMissing() ?? clusterMissing();
const describeWithCluster = describeUnless(missing);

const namespace = 'nxloy';
/** The label of the nodes that workers go to. */
const dedicated = 'nxloy.com/dedicated';
let cluster: Cluster;
/** Whether the API server knows ScaledObject and ServiceMonitor. */
let hasCrds: boolean;

/** Values of an app, without what this cluster does not know. */
const valuesFor = (name: AppName): Values =>
  hasCrds
    ? appValues(name)
    : changed(appValues(name), {
        metrics: { scrape: false },
        ...(name === 'worker' && { autoscaling: { mode: 'none' } }),
      });

/** Images are not pulled by nodes that are played; by real ones these would have to exist. */
const withTag = (name: AppName, tag: string): Values => changed(valuesFor(name), { image: { digest: undefined, tag } });

const run = (args: readonly string[], values?: Values): Promise<HelmResult> =>
  helm([...args, '--namespace', namespace], values, cluster.environment);

async function deploy(name: AppName, values: Values, ...flags: readonly string[]): Promise<HelmResult> {
  return run(['upgrade', '--install', `${name}-release`, appChart, '--wait', ...flags], values);
}

describeWithCluster('on a cluster', () => {
  beforeAll(async () => {
    cluster = await Cluster.connect();
    const crds = await upstreamCrds();
    hasCrds = crds !== undefined;
    if (crds) await cluster.send(crds, 'apply', '--server-side', '--force-conflicts');
    else process.stderr.write('NOT TESTED: ScaledObject and ServiceMonitor, whose definitions cannot be fetched\n');
    await freshNamespace(cluster, namespace);
    await cluster.kubectl('label', 'nodes', '--all', '--overwrite', `${dedicated}=workers`);
  });

  afterAll(async () => {
    await cluster?.kubectl('label', 'nodes', '--all', `${dedicated}-`);
    await cluster?.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=60s');
  });

  test('the namespace refuses what is not restricted', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'careless', namespace },
      spec: { containers: [{ name: 'careless', image: 'careless:1' }] },
    };
    await expect(cluster.send(pod, 'create')).rejects.toThrow(/violates PodSecurity "restricted/);
  });

  test.each(appNames)('the API server accepts every field of %s, and warns of none', async (name) => {
    const objects = await template(valuesFor(name));
    const said = await cluster.send(objects, 'create', '--dry-run=server', '--validate=strict');
    expect(said).not.toMatch(/warn/i);
    expect(said.split('\n')).toHaveLength(objects.length);
  });

  test('all five install side by side, without a warning, and become ready', async () => {
    const results = await Promise.all(appNames.map((name) => deploy(name, valuesFor(name), '--timeout', '120s')));
    for (const { exitCode, stderr } of results) {
      expect(stderr).toBe('');
      expect(exitCode).toBe(0);
    }
    for (const name of appNames) {
      await until(async () => {
        const { status } = await cluster.get('deployment', name, namespace);
        return status.availableReplicas > 0 && status.availableReplicas === status.replicas;
      }, `${name} available`);
      const { metadata } = await cluster.get('deployment', name, namespace);
      expect(metadata.labels['app.kubernetes.io/instance']).toBe(`${name}-release`);
    }
  });

  test('what was installed is not changed by installing it again', async () => {
    const before = await cluster.get('deployment', 'web', namespace);
    expect((await deploy('web', valuesFor('web'), '--timeout', '60s')).exitCode).toBe(0);
    const after = await cluster.get('deployment', 'web', namespace);
    expect(after.status.observedGeneration).toBe(before.status.observedGeneration);
  });

  test('two releases cannot have one app', async () => {
    const { exitCode, stderr } = await run(['install', 'another-web', appChart], valuesFor('web'));
    expect(stderr).toMatch(/cannot be imported into the current release/);
    expect(exitCode).toBe(1);
  });

  test('a new version takes over, and never fewer than all are available', async () => {
    await until(
      async () => (await cluster.get('deployment', 'backend', namespace)).status.availableReplicas === 3,
      '3 pods',
    );
    const available = await cluster.watch(
      ['deployment', 'backend', namespace],
      '.status.availableReplicas',
      async () => {
        const { exitCode, stderr } = await deploy(
          'backend',
          withTag('backend', '1.1.0'),
          '--atomic',
          '--timeout',
          '120s',
        );
        expect(stderr).toBe('');
        expect(exitCode).toBe(0);
      },
    );
    expect(Math.min(...available.map(Number))).toBeGreaterThanOrEqual(3);
    const { spec } = await cluster.get('deployment', 'backend', namespace);
    expect(spec.template.spec.containers[0].image).toMatch(/:1\.1\.0$/);
  });

  test('a broken version rolls back by itself, and never fewer pods than the budget wants were available', async () => {
    const budget = only(await template(valuesFor('backend')), 'PodDisruptionBudget').spec.minAvailable as number;
    const before = await cluster.get('deployment', 'backend', namespace);
    let brokenPods = '';
    const available = await cluster.watch(
      ['deployment', 'backend', namespace],
      '.status.availableReplicas',
      async () => {
        const upgrade = deploy('backend', withTag('backend', '1.2.0-broken'), '--atomic', '--timeout', '20s');
        await until(async () => {
          brokenPods = await cluster.kubectl(
            'get',
            'pods',
            '-n',
            namespace,
            '-l',
            'app=backend',
            '-o',
            'jsonpath={..image}',
          );
          return brokenPods.includes('broken');
        }, 'a pod of the broken version');
        const { exitCode, stderr } = await upgrade;
        expect(stderr).toContain('has been rolled back due to atomic being set');
        expect(exitCode).toBe(1);
      },
    );
    expect(brokenPods).toContain('1.2.0-broken');
    expect(available.filter(Boolean).length).toBeGreaterThan(0);
    expect(Math.min(...available.filter((line) => line !== '').map(Number))).toBeGreaterThanOrEqual(budget);
    expect(Math.min(...available.slice(0, -1).map(Number))).toBeGreaterThanOrEqual(budget);

    const after = await cluster.get('deployment', 'backend', namespace);
    expect(after.spec.template).toEqual(before.spec.template);
    const { stdout } = await run(['status', 'backend-release', '--output', 'json']);
    expect(JSON.parse(stdout).info.status).toBe('deployed');
    const left = await cluster.kubectl('get', 'pods', '-n', namespace, '-l', 'app=backend', '-o', 'jsonpath={..image}');
    expect(left).not.toContain('broken');
  });

  test('a drain may take one pod, and not the next before that is back', async () => {
    const pods = (await cluster.kubectl('get', 'pods', '-n', namespace, '-l', 'app=mobile-web', '-o', 'name')).split(
      '\n',
    );
    expect(pods).toHaveLength(2);
    const evict = (pod: string): Promise<string> => {
      const name = pod.replace('pod/', '');
      const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
      const url = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
      return cluster.send(JSON.stringify(eviction), 'create', '--raw', url);
    };
    await evict(pods[0]!);
    await expect(evict(pods[1]!)).rejects.toThrow(/would violate the pod's disruption budget/);
  });

  test('uninstalling leaves nothing', async () => {
    expect(await cluster.everythingIn(namespace)).toContain('deployment.apps/backend');
    await Promise.all(appNames.map((name) => run(['uninstall', `${name}-release`, '--wait', '--timeout', '60s'])));
    await until(async () => (await cluster.everythingIn(namespace)).length === 0, 'an empty namespace').catch(
      () => undefined,
    );
    expect(await cluster.everythingIn(namespace)).toEqual([]);
  });
});
