import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { charts } from '../../constructs/platform/charts';
import { type AddonRelease, addonReleases, addonTags, synthesizeAddons, valuePaths } from '../support/addon-values';
import { howToGet, upstreamFolder } from '../support/chart-cache';
import {
  type ChartEvidence,
  evidenceFile,
  evidenceText,
  type Found,
  readEvidence,
  written,
} from '../support/chart-evidence';
import { describeUnless, helmMissing } from '../support/cluster';
import { type KubernetesObject, only } from '../support/helm';
import { schemaErrors } from '../support/kubernetes-schemas';
import { addonProps } from '../support/releases';
import { UpstreamChart } from '../support/upstream-chart';

/** The charts of other projects, with the values that they are installed with. */

const synthesized = synthesizeAddons();
const releases = addonReleases(synthesized);
const folders = Object.fromEntries(
  releases.map(({ chart: name, version }) => [name, upstreamFolder({ name, version })]),
);
const everyChart = releases.map(({ chart }) => chart);
const has = (chart: string): boolean => folders[chart] !== undefined;

/** What of the tests needs charts that could not be had is skipped, and nothing else. */
const missing = helmMissing();
const absent = Object.values(charts).filter(({ name }) => !has(name));
if (!missing && absent.length > 0)
  process.stderr.write(
    `SKIPPED charts.test.ts, in part: charts of other projects that could not be fetched. Once Helm repositories can be reached:
${absent.map((chart) => `  ${howToGet(chart, '/tmp/charts')}\n`).join('')}  export NXLOY_CHARTS=/tmp/charts
`,
  );

const describeWithHelm = describeUnless(missing);
const describeWith = (chart: string): jest.Describe => (has(chart) ? describeWithHelm : describe.skip);
const testWith = (...needed: readonly string[]): jest.It => (needed.every(has) ? test : test.skip);
const evidence: ChartEvidence[] = [];
const rendered: Record<string, KubernetesObject[]> = {};
const ofKind = (chart: string, kind: string) => rendered[chart]!.filter((object) => object.kind === kind);

interface Container {
  readonly name: string;
  readonly args?: readonly string[];
  readonly command?: readonly string[];
  readonly resources?: { requests?: object; limits?: object };
  readonly securityContext?: object;
}

const containers = ({ spec }: KubernetesObject): Container[] => spec.template.spec.containers;
const argumentsOf = (chart: string, deployment: string): readonly string[] =>
  containers(only(rendered[chart]!, 'Deployment', deployment)).flatMap(({ command = [], args = [] }) => [
    ...command,
    ...args,
  ]);

for (const release of releases) describeWith(release.chart)(release.chart, () => checkChart(release));

function checkChart(release: AddonRelease): void {
  const { chart: name } = release;
  let chart: UpstreamChart;

  beforeAll(() => {
    chart = new UpstreamChart(folders[name]!);
  });

  test('is the pinned version', () => {
    expect(chart.version).toBe(release.version);
  });

  test('knows every value that is set', () => {
    const found = valuePaths(release.values).map((value) => [written(value), chart.find(value)] as const);
    expect(found.filter(([, where]) => where === undefined)).toEqual([]);
    evidence.push({ chart: name, version: chart.version, values: Object.fromEntries(found) as Record<string, Found> });
  });

  test('renders objects that Kubernetes knows', async () => {
    rendered[name] = await chart.render(release);
    const objects = rendered[name].filter(({ kind }) => kind !== 'CustomResourceDefinition');
    expect(await schemaErrors(objects, '1.35')).toEqual([]);
  });

  test('says what each container needs, and where it is stopped', () => {
    for (const deployment of ofKind(name, 'Deployment'))
      for (const container of containers(deployment))
        expect(container).toMatchObject({
          resources: {
            requests: { cpu: expect.any(String), memory: expect.any(String) },
            limits: { memory: expect.any(String) },
          },
        });
  });

  test('gives its containers no more than Pod Security "restricted" allows', () => {
    for (const deployment of ofKind(name, 'Deployment'))
      for (const container of containers(deployment))
        expect({
          name: container.name,
          securityContext: { ...deployment.spec.template.spec.securityContext, ...container.securityContext },
        }).toMatchObject({
          securityContext: {
            runAsNonRoot: true,
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            seccompProfile: { type: 'RuntimeDefault' },
            capabilities: { drop: ['ALL'] },
          },
        });
  });

  test('runs before applications, and spreads where there are several', () => {
    for (const { spec } of ofKind(name, 'Deployment')) {
      expect(spec.template.spec.priorityClassName).toBe('system-cluster-critical');
      if (spec.replicas > 1) expect(spec.template.spec.topologySpreadConstraints).toHaveLength(2);
      for (const { labelSelector } of spec.template.spec.topologySpreadConstraints ?? [])
        expect(spec.template.metadata.labels).toMatchObject(labelSelector.matchLabels);
    }
  });

  test('lets a drain take one pod of several at a time', () => {
    const budgets = ofKind(name, 'PodDisruptionBudget').map(({ spec }) => spec);
    for (const { spec } of ofKind(name, 'Deployment').filter(({ spec }) => spec.replicas > 1)) {
      const labels = Object.entries(spec.template.metadata.labels);
      const own = budgets.filter(({ selector }) =>
        Object.entries(selector.matchLabels).every((label) => labels.some((has) => String(has) === String(label))),
      );
      expect(own).toEqual([expect.objectContaining({ maxUnavailable: 1 })]);
    }
  });
}

describeWithHelm('what the platform relies on', () => {
  for (const [chart, deployment, replicas] of [
    ['aws-load-balancer-controller', 'aws-load-balancer-controller', 2],
    ['cluster-autoscaler', 'cluster-autoscaler', 1],
    ['external-dns', 'external-dns', 1],
    ['external-secrets', 'external-secrets', 2],
    ['external-secrets', 'external-secrets-webhook', 2],
    ['external-secrets', 'external-secrets-cert-controller', 1],
    ['keda', 'keda-operator', 2],
    ['keda', 'keda-operator-metrics-apiserver', 1],
    ['metrics-server', 'metrics-server', 2],
    ['reloader', 'reloader', 2],
  ] as const)
    testWith(chart)(`${chart}: ${deployment} runs ${replicas} times`, () => {
      expect(only(rendered[chart]!, 'Deployment', deployment).spec.replicas).toBe(replicas);
    });

  testWith(...everyChart)('the service accounts of AWS permissions exist, and pods use them', () => {
    const associations = Object.values(synthesized.resources('aws_eks_pod_identity_association'));
    expect(associations).toHaveLength(4);
    for (const { namespace, service_account: account } of associations) {
      const { chart } = releases.find((release) => release.namespace === namespace && release.name === account)!;
      expect(only(rendered[chart]!, 'ServiceAccount', account).metadata).toMatchObject({ namespace });
      expect(only(rendered[chart]!, 'Deployment', account).spec.template.spec.serviceAccountName).toBe(account);
    }
  });

  testWith('aws-load-balancer-controller')(
    'the load balancer controller tags what it makes, for its own cluster and network',
    () => {
      const tags = Object.entries(addonTags)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, value]) => `${key}=${value}`);
      expect(argumentsOf('aws-load-balancer-controller', 'aws-load-balancer-controller')).toEqual(
        expect.arrayContaining([
          `--default-tags=${tags.join(',')}`,
          `--cluster-name=${addonProps.clusterName}`,
          '--aws-vpc-id=vpc-1',
          '--aws-region=eu-central-1',
          '--ingress-class=alb',
          '--default-target-type=ip',
          '--enable-shield=false',
          '--enable-waf=false',
          '--enable-wafv2=false',
          '--feature-gates=ALBGatewayAPI=false,NLBGatewayAPI=false',
        ]),
      );
    },
  );

  testWith('aws-load-balancer-controller')(
    'load balancers are protected by their class, which names the parameters that say so',
    () => {
      const objects = rendered['aws-load-balancer-controller']!;
      const parameters = only(objects, 'IngressClassParams');
      expect(parameters.spec).toEqual({
        loadBalancerAttributes: [{ key: 'deletion_protection.enabled', value: 'true' }],
      });
      expect(only(objects, 'IngressClass', 'alb').spec.parameters).toEqual({
        apiGroup: 'elbv2.k8s.aws',
        kind: 'IngressClassParams',
        name: parameters.metadata.name,
      });
    },
  );

  testWith('aws-load-balancer-controller')('no Service waits for the load balancer controller', () => {
    const hooks = JSON.stringify(ofKind('aws-load-balancer-controller', 'MutatingWebhookConfiguration'));
    expect(hooks).toContain('mpod.elbv2.k8s.aws');
    expect(hooks).not.toContain('mservice.elbv2.k8s.aws');
  });

  testWith('cluster-autoscaler')('the autoscaler finds its groups, and is in no hurry to remove nodes', () => {
    expect(argumentsOf('cluster-autoscaler', 'cluster-autoscaler')).toEqual(
      expect.arrayContaining([
        `--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/${addonProps.clusterName}`,
        '--expander=least-waste',
        '--balance-similar-node-groups=true',
        '--scale-down-unneeded-time=10m',
        '--skip-nodes-with-local-storage=false',
        '--skip-nodes-with-system-pods=false',
      ]),
    );
  });

  testWith('external-dns')('external-dns keeps to one zone and to its own records', () => {
    expect(argumentsOf('external-dns', 'external-dns')).toEqual(
      expect.arrayContaining([
        '--policy=sync',
        '--events',
        '--interval=1m',
        '--registry=txt',
        `--txt-owner-id=${addonProps.name}`,
        '--txt-prefix=%{record_type}-external-dns.',
        '--domain-filter=dev.nxloy.com',
        '--zone-id-filter=Z1',
        '--source=ingress',
        '--managed-record-types=A',
        '--managed-record-types=AAAA',
        '--provider=aws',
      ]),
    );
  });

  for (const [chart, name] of [
    ['external-secrets', 'externalsecrets.external-secrets.io'],
    ['keda', 'scaledobjects.keda.sh'],
  ] as const)
    testWith(chart)(`definitions of ${chart} are upgraded with it, and stay when it goes`, () => {
      const definitions = ofKind(chart, 'CustomResourceDefinition');
      expect(definitions.map(({ metadata }) => metadata.name)).toContain(name);
      for (const { metadata } of definitions)
        expect(metadata.annotations).toMatchObject({ 'helm.sh/resource-policy': 'keep' });
    });

  testWith('external-secrets')('external-secrets has no cluster-wide store, and hands out no tokens', () => {
    const names = ofKind('external-secrets', 'CustomResourceDefinition').map(({ metadata }) => metadata.name);
    expect(names.filter((name) => /^cluster|push/.test(name))).toEqual([]);
    expect(JSON.stringify(ofKind('external-secrets', 'ClusterRole'))).not.toContain('serviceaccounts/token');
    expect(argumentsOf('external-secrets', 'external-secrets')).toEqual(
      expect.arrayContaining(['--enable-leader-election=true', '--enable-cluster-store-reconciler=false']),
    );
  });

  testWith('keda')('KEDA works, and reads secrets, in the namespace of applications and its own', () => {
    const bindings = ofKind('keda', 'RoleBinding').filter(({ metadata }) => metadata.name === 'keda-operator');
    const namespaces = bindings.map(({ metadata }) => (metadata as { namespace?: string }).namespace);
    expect(namespaces.sort()).toEqual(['keda', 'nxloy']);
    expect(ofKind('keda', 'ClusterRoleBinding').map(({ metadata }) => metadata.name)).not.toContain('keda-operator');
  });

  testWith('reloader')('Reloader reads secrets of applications only, and never repeats a Job', () => {
    const roles = ofKind('reloader', 'Role').map(({ metadata }) => (metadata as { namespace?: string }).namespace);
    expect([...new Set(roles)].sort()).toEqual(['nxloy', 'reloader']);
    expect(ofKind('reloader', 'ClusterRole')).toEqual([]);
    expect(argumentsOf('reloader', 'reloader')).toEqual(
      expect.arrayContaining([
        '--namespaces=nxloy,reloader',
        '--reload-strategy=annotations',
        '--ignored-workload-types=jobs,cronjobs',
        '--enable-ha=true',
      ]),
    );
  });

  // docs/decisions/0016-webhook-key-in-a-configmap.md
  testWith(...everyChart)(
    'no chart invents a secret but one: the certificate of the load balancer controller’s webhook',
    () => {
      const secrets = Object.values(rendered)
        .flat()
        .filter((object) => object.kind === 'Secret' && Object.keys(object.data ?? {}).length > 0);
      expect(secrets.map(({ metadata }) => metadata.name)).toEqual(['aws-load-balancer-tls']);
    },
  );

  testWith(...everyChart)(
    'definitions that Helm would not upgrade are only those that have a release of their own, or none',
    () => {
      const withFolder = releases
        .map(({ chart }) => chart)
        .filter((chart) => existsSync(path.join(folders[chart]!, 'crds')));
      const skipping = Object.values(synthesized.resources('helm_release')).filter(({ skip_crds }) => skip_crds);
      expect(skipping.map(({ chart }) => chart).sort()).toEqual(withFolder.sort());
    },
  );

  (everyChart.some(has) ? test : test.skip)('docs/charts.md says so', () => {
    const unchecked = readEvidence().filter(({ chart }) => !has(chart));
    const all = [...evidence, ...unchecked].sort((one, other) => one.chart.localeCompare(other.chart));
    if (process.env.NXLOY_CHARTS_WRITE) writeFileSync(evidenceFile, evidenceText(all));
    expect(readEvidence()).toEqual(all);
  });
});

/** Values that nobody has: a check that finds everything would be of no use. */
describeWithHelm('the check itself', () => {
  for (const [chart, value] of [
    ['keda', ['operator', 'replicaCounts']],
    ['keda', ['operater', 'replicaCount']],
    ['external-secrets', ['leaderElection']],
    ['reloader', ['reloader', 'podDisruptionBudget', 'maxUnavailble']],
    ['metrics-server', ['replicaCount']],
  ] as const)
    testWith(chart)(`misses ${value.join('.')} of ${chart}`, () => {
      expect(new UpstreamChart(folders[chart]!).find(value)).toBeUndefined();
    });

  testWith('keda')('an unknown value of a chart without a schema is what Helm says nothing about', async () => {
    const release = releases.find(({ chart }) => chart === 'keda') as AddonRelease;
    const misspelt = { ...release, values: { ...release.values, watchNamespaces: 'nxloy' } };
    await expect(new UpstreamChart(folders.keda!).render(misspelt)).resolves.not.toEqual([]);
  });
});
