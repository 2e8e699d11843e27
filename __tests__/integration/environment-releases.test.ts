import type { Environment } from '../../environments';
import { knownSecrets } from '../../environments/platform-secrets';
import { describeUnless, helmMissing } from '../support/cluster';
import { releasesOf, type SynthesizedRelease } from '../support/environment-releases';
import { changed, helm, type KubernetesObject, kubernetesVersion, template, type Values } from '../support/helm';
import { schemaErrors } from '../support/kubernetes-schemas';
import { networkFlows } from '../support/network-flows';
import { shipped, shippedEnvironment, synthesizeEnvironment } from '../support/stacks';

/** Every release of the project's own charts in every environment, with the values that its stack gives to Helm. */

const describeWithHelm = describeUnless(helmMissing());

/** The releases of the project's own charts, but for definitions, which are other people's. */
const ownReleases = (environment: Environment): SynthesizedRelease[] =>
  Object.values(releasesOf(synthesizeEnvironment(environment))).filter(
    ({ chart }) => chart.startsWith('charts/') && chart !== 'charts/definitions',
  );

/** As once the platform serves all that is planned: a worker of its own, and an ai-mcp that stays up. */
const complete: Environment = {
  ...shippedEnvironment('prod'),
  worker: { mode: 'separate' },
  applications: { ...shippedEnvironment('prod').applications, 'ai-mcp': { size: { replicas: 2 } } },
};

const cases = [...shipped, { ...complete, name: 'prod with everything' }].flatMap((environment) =>
  ownReleases({ ...environment, name: environment.name.split(' ')[0]! }).map(
    (release) => [environment.name, release.name, release] as const,
  ),
);

describeWithHelm.each(cases)('%s: %s', (_, __, { chart, namespace, values }) => {
  test('passes helm lint --strict', async () => {
    const { exitCode, stdout } = await helm(
      ['lint', chart, '--strict', '--namespace', namespace, '--kube-version', kubernetesVersion],
      values,
    );
    expect(stdout).not.toMatch(/\[(WARNING|ERROR)\]/);
    expect(exitCode).toBe(0);
  });

  test('fits the schemas of Kubernetes 1.34, 1.35 and 1.36', async () => {
    for (const minor of ['1.34', '1.35', '1.36'])
      expect(await schemaErrors(await template(values, `${minor}.0`, chart), minor)).toEqual([]);
  });
});

describeWithHelm('Secrets', () => {
  test('that applications may name are those that come from Secrets Manager, but for the migrations’ own', async () => {
    const { chart, values } = releasesOf(synthesizeEnvironment(complete))['platform-config']!;
    const made = (await template(values, kubernetesVersion, chart))
      .filter(({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name !== 'migrations-secret')
      .flatMap(({ metadata, spec }) => {
        const keys = spec.target.template
          ? Object.keys(spec.target.template.data)
          : spec.data.map(({ secretKey }: { secretKey: string }) => secretKey);
        return keys.map((key: string) => `${metadata.name}/${key}`);
      });
    expect(made.sort()).toEqual([...knownSecrets].sort());
  });
});

describeWithHelm('who reaches whom', () => {
  /** As once they have metrics: beside everything else, and on a port of their own. */
  const measured: Readonly<Record<string, Values>> = {
    backend: { metrics: { scrape: true } },
    worker: { metrics: { scrape: true, port: 9464 } },
  };
  let objects: KubernetesObject[];
  beforeAll(async () => {
    const render = ({ name, chart, values }: SynthesizedRelease): Promise<KubernetesObject[]> =>
      template(changed(values, measured[name] ?? {}), kubernetesVersion, chart);
    objects = (await Promise.all(ownReleases(complete).map(render))).flat();
  });

  test('is what the table says, and nothing else', () => {
    const loadBalancers = ['10.40.128.0/22', '10.40.132.0/22', '10.40.136.0/22'];
    const dataStores = ['10.40.160.0/24', '10.40.161.0/24', '10.40.162.0/24'];
    const outside = '0.0.0.0/0 but 10.0.0.0/8 100.64.0.0/10 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16:TCP/443';
    const each = (sources: readonly string[], targets: readonly string[]): string[] =>
      sources.flatMap((source) => targets.map((target) => `${source} -> ${target}`));
    expect(networkFlows(objects).sort()).toEqual(
      [
        // mobile-web calls nobody: it has no names to look up.
        ...each(
          ['ai-mcp', 'backend', 'web', 'worker', 'migrations'],
          ['kube-system/k8s-app=kube-dns:UDP/53', 'kube-system/k8s-app=kube-dns:TCP/53'],
        ),
        ...each(loadBalancers, ['backend:TCP/8080', 'web:TCP/8081', 'mobile-web:TCP/8082']),
        'web -> backend:TCP/8080 (let in)',
        'web -> backend:TCP/8080 (let out)',
        'backend -> ai-mcp:TCP/8083 (let in)',
        'backend -> ai-mcp:TCP/8083 (let out)',
        ...each(
          ['backend', 'worker'],
          dataStores.flatMap((range) => [`${range}:TCP/5432`, `${range}:TCP/6379`]),
        ),
        ...each(['monitoring/app.kubernetes.io/name=prometheus'], ['backend:TCP/8080', 'worker:TCP/9464']),
        ...each(['backend', 'worker', 'ai-mcp'], [outside]),
        'backend -> 169.254.170.23/32:TCP/80',
        ...each(
          ['migrations'],
          dataStores.map((range) => `${range}:TCP/5432`),
        ),
      ].sort(),
    );
  });

  // Add-ons have no policies, so KEDA may go wherever its nodes may: docs/decisions/0017-add-ons-without-network-policies.md.
  test.skip('KEDA reaches the cache, and nothing else that has no part in scaling', () => undefined);

  // The clusters of the tests have no network plugin that enforces policies; EKS has.
  test.skip('is enforced by the cluster', () => undefined);
});
