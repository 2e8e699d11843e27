import { Cluster, clusterMissing, describeUnless, freshNamespace, helmMissing } from '../support/cluster';
import { externalSecretsCrds, externalSecretsStandIns } from '../support/crds';
import {
  changed,
  chartValues,
  helm,
  type HelmResult,
  kubernetesVersion,
  only,
  platformConfigChart,
  template,
  type Values,
} from '../support/helm';

/** platform-config on a real API server: its objects are accepted, its namespace does what it says and goes again. */

const missing = helmMissing() ?? clusterMissing();
const namespace = 'nxloy-config';
/** Where the release is recorded; Helm has kube-system for it elsewhere. */
const recorded = 'nxloy-config-record';

let cluster: Cluster;
/** Whether the API server knows the fields of ExternalSecret and SecretStore, and not only the kinds. */
let hasDefinitions: boolean;

const valuesWith = (changes: Values = {}): Values =>
  changed(changed(chartValues('platform-config'), { namespace }), changes);
const run = (args: readonly string[], values?: Values): Promise<HelmResult> =>
  helm([...args, '--namespace', recorded], values, cluster.environment);
const deploy = (values: Values): Promise<HelmResult> =>
  run(['upgrade', '--install', 'platform-config', platformConfigChart, '--atomic', '--timeout', '60s'], values);

async function define(): Promise<void> {
  const definitions = await externalSecretsCrds();
  hasDefinitions = definitions !== undefined;
  if (!hasDefinitions)
    process.stderr.write('NOT TESTED: fields of ExternalSecret, whose definition cannot be fetched\n');
  await cluster.send(definitions ?? [...externalSecretsStandIns], 'apply', '--server-side', '--force-conflicts');
  const kinds = ['crd/externalsecrets.external-secrets.io', 'crd/secretstores.external-secrets.io'];
  await cluster.kubectl('wait', '--for=condition=Established', '--timeout=30s', ...kinds);
}

describeUnless(missing)('platform-config on a cluster', () => {
  beforeAll(async () => {
    cluster = await Cluster.connect();
    await define();
    await freshNamespace(cluster, recorded);
  });

  afterAll(async () => {
    for (const name of [namespace, recorded])
      await cluster?.kubectl('delete', 'namespace', name, '--ignore-not-found', '--timeout=60s');
  });

  test('the API server accepts every field, and warns of none', async () => {
    await freshNamespace(cluster, namespace);
    const rendered = await template(valuesWith(), kubernetesVersion, platformConfigChart);
    const objects = rendered.filter(({ kind }) => kind !== 'Namespace');
    const check = (items: unknown): Promise<string> =>
      cluster.send(items, 'create', '--dry-run=server', '--validate=strict');
    const said = await check(objects);
    expect(said).not.toMatch(/warn/i);
    expect(said.split('\n')).toHaveLength(objects.length);
    const secret = only(objects, 'ExternalSecret', 'api-keys');
    const misspelt = { ...secret, spec: { ...secret.spec, target: { creationPolicie: 'Owner' } } };
    if (hasDefinitions) await expect(check(misspelt)).rejects.toThrow(/unknown field "spec.target.creationPolicie"/);
    await cluster.kubectl('delete', 'namespace', namespace, '--timeout=60s');
  });

  test('it makes its namespace and all that is in it', async () => {
    const { exitCode, stderr } = await deploy(valuesWith());
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(await cluster.everythingIn(namespace)).toEqual([
      'configmap/app-config',
      'externalsecret.external-secrets.io/api-keys',
      'externalsecret.external-secrets.io/backend-secrets',
      'externalsecret.external-secrets.io/db-secret',
      'externalsecret.external-secrets.io/migrations-secret',
      'externalsecret.external-secrets.io/redis-secret',
      'networkpolicy.networking.k8s.io/default-deny',
      'secretstore.external-secrets.io/aws',
    ]);
  });

  test('the namespace refuses what is not restricted', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'careless', namespace },
      spec: { containers: [{ name: 'careless', image: 'careless:1' }] },
    };
    await expect(cluster.send(pod, 'create')).rejects.toThrow(/violates PodSecurity "restricted:v1.35/);
  });

  test('a changed setting arrives, and nothing else changes', async () => {
    const before = await cluster.get('externalsecret', 'db-secret', namespace);
    expect((await deploy(valuesWith({ publicSettings: { apiUrl: 'https://api.example.com' } }))).exitCode).toBe(0);
    const { data } = await cluster.get('configmap', 'app-config', namespace);
    expect(JSON.parse(data!['app.json']!).apiUrl).toBe('https://api.example.com');
    const after = await cluster.get('externalsecret', 'db-secret', namespace);
    expect(after.metadata).toEqual(before.metadata);
  });

  test('uninstalling takes the namespace away', async () => {
    const { exitCode } = await run(['uninstall', 'platform-config', '--wait', '--timeout', '60s']);
    expect(exitCode).toBe(0);
    expect(await cluster.kubectl('get', 'namespace', namespace, '--ignore-not-found')).toBe('');
    expect(await cluster.everythingIn(recorded)).toEqual([]);
  });
});
