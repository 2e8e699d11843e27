import {
  Cluster,
  clusterMissing,
  describeUnless,
  freshNamespace,
  helmMissing,
  type LiveObject,
} from '../support/cluster';
import {
  appChart,
  appValues,
  changed,
  chartValues,
  helm,
  type HelmResult,
  kubernetesVersion,
  migrationsChart,
  template,
  type Values,
} from '../support/helm';

/** Migrations on a real API server, whose nodes are played: a Job fails there when its image is called broken. */

const missing = helmMissing() ?? clusterMissing();
const namespace = 'nxloy-migrations';

let cluster: Cluster;

const withTag = (tag: string, retries = 0): Values =>
  changed(chartValues('migrations'), { image: { digest: undefined, tag }, retries });
const run = (args: readonly string[], values?: Values): Promise<HelmResult> =>
  helm([...args, '--namespace', namespace], values, cluster.environment);

/** As Terraform's provider does it. */
const deploy = (tag: string, retries?: number): Promise<HelmResult> => {
  const flags = ['--atomic', '--cleanup-on-fail', '--wait', '--wait-for-jobs', '--timeout', '60s'];
  return run(['upgrade', '--install', 'migrations', migrationsChart, ...flags], withTag(tag, retries));
};

const job = (): Promise<LiveObject> => cluster.get('job', 'migrations', namespace);
const imageOf = ({ spec }: LiveObject): string => spec.template.spec.containers[0].image;
const uidOf = ({ metadata }: LiveObject): unknown => (metadata as unknown as { uid: string }).uid;
const podsOfJob = async (): Promise<string[]> => {
  const selector = ['--selector', 'batch.kubernetes.io/job-name=migrations'];
  const phases = await cluster.kubectl('get', 'pods', '-n', namespace, ...selector, '-o', 'jsonpath={.items[*].status.phase}'); // prettier-ignore
  return phases.split(' ').filter(Boolean);
};

interface ReleaseState {
  readonly info: { readonly status: string };
  readonly version: number;
  readonly config: { readonly image?: { readonly tag?: string } };
}
const stateOf = async (release: string): Promise<ReleaseState> =>
  JSON.parse((await run(['status', release, '--output', 'json'])).stdout);

describeUnless(missing)('migrations on a cluster', () => {
  beforeAll(async () => {
    cluster = await Cluster.connect();
    await freshNamespace(cluster, namespace);
  });

  afterAll(async () => {
    await cluster?.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=60s');
  });

  test('the API server accepts every field under restricted, and warns of none', async () => {
    const objects = (await template(withTag('1.0.0'), kubernetesVersion, migrationsChart)).map((object) => ({
      ...object,
      metadata: { ...object.metadata, namespace },
    }));
    const said = await cluster.send(objects, 'create', '--dry-run=server', '--validate=strict');
    expect(said).not.toMatch(/warn/i);
    expect(said.split('\n')).toHaveLength(objects.length);
  });

  test('a first deployment that fails leaves its Job with the reason, and nothing else', async () => {
    const { exitCode, stderr } = await deploy('0.9.0-broken', 1);
    expect(stderr).toContain('migrations');
    expect(exitCode).toBe(1);
    const left = (await cluster.everythingIn(namespace)).map((name) => name.split('/')[0]);
    expect(new Set(left)).toEqual(new Set(['job.batch', 'pod']));
    // One attempt and one retry, each with its log.
    expect(await podsOfJob()).toEqual(['Failed', 'Failed']);
  });

  test('the next deployment makes it anew, and applications follow', async () => {
    const failed = uidOf(await job());
    const { exitCode, stderr } = await deploy('1.0.0');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(uidOf(await job())).not.toBe(failed);
    expect((await job()).status.succeeded).toBe(1);
    expect(await podsOfJob()).toEqual(['Succeeded']);
    const web = changed(appValues('web'), { replicas: 1, autoscaling: { mode: 'none' } });
    expect((await run(['install', 'web', appChart, '--wait', '--timeout', '60s'], web)).exitCode).toBe(0);
  });

  test('a migration that fails leaves everything as it was, but the failed Job', async () => {
    const web = await cluster.get('deployment', 'web', namespace);
    const roles = await cluster.get('cronjob', 'database-roles', namespace);
    const { exitCode, stderr } = await deploy('1.1.0-broken');
    expect(stderr).toContain('has been rolled back due to atomic being set');
    expect(exitCode).toBe(1);

    const state = await stateOf('migrations');
    expect(state).toMatchObject({ info: { status: 'deployed' }, config: { image: { tag: '1.0.0' } } });
    // Rolling back has run no migration: the Job is still the one that failed.
    expect(imageOf(await job())).toMatch(/:1\.1\.0-broken$/);
    expect(await podsOfJob()).toEqual(['Failed']);

    expect((await cluster.get('cronjob', 'database-roles', namespace)).spec).toEqual(roles.spec);
    const webAfter = await cluster.get('deployment', 'web', namespace);
    expect(webAfter.spec).toEqual(web.spec);
    expect(webAfter.status.observedGeneration).toBe(web.status.observedGeneration);
    expect(await stateOf('web')).toMatchObject({ info: { status: 'deployed' }, version: 1 });
  });

  test('a repeated deployment tries again, whatever failed before', async () => {
    const first = uidOf(await job());
    expect((await deploy('1.1.0-broken')).exitCode).toBe(1);
    const second = await job();
    expect(uidOf(second)).not.toBe(first);
    expect(await podsOfJob()).toEqual(['Failed']);

    expect((await deploy('1.1.0')).exitCode).toBe(0);
    expect(imageOf(await job())).toMatch(/:1\.1\.0$/);
    expect((await job()).status.succeeded).toBe(1);
    expect((await stateOf('migrations')).config.image?.tag).toBe('1.1.0');
  });

  test('the roles are brought up to date by the clock', async () => {
    await cluster.kubectl('create', 'job', '--namespace', namespace, '--from=cronjob/database-roles', 'roles-now');
    await cluster.kubectl(
      'wait',
      'job/roles-now',
      '--namespace',
      namespace,
      '--for=condition=Complete',
      '--timeout=30s',
    );
    await cluster.kubectl('delete', 'job', 'roles-now', '--namespace', namespace, '--wait=true');
  });

  test('uninstalling leaves the last Job for as long as it is kept, and nothing else', async () => {
    await run(['uninstall', 'web', '--wait', '--timeout', '60s']);
    expect((await run(['uninstall', 'migrations', '--wait', '--timeout', '60s'])).exitCode).toBe(0);
    await cluster.kubectl('wait', 'pod', '--all', '--for=delete', '--namespace', namespace, '--selector=app=web', '--timeout=60s'); // prettier-ignore
    const left = await cluster.everythingIn(namespace);
    expect(left.filter((name) => !name.startsWith('pod/migrations-'))).toEqual(['job.batch/migrations']);

    const expired = JSON.stringify({ spec: { ttlSecondsAfterFinished: 1 } });
    await cluster.kubectl('patch', 'job', 'migrations', '--namespace', namespace, '--patch', expired);
    await cluster.kubectl('wait', 'job/migrations', '--for=delete', '--namespace', namespace, '--timeout=60s');
    await cluster.kubectl('wait', 'pod', '--all', '--for=delete', '--namespace', namespace, '--timeout=60s');
    expect(await cluster.everythingIn(namespace)).toEqual([]);
  });
});
