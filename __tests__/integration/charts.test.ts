import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type AddonRelease, addonReleases, addonTags, synthesizeAddons, valuePaths } from '../support/addon-values';
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

const folder = process.env.NXLOY_CHARTS;
const synthesized = synthesizeAddons();
const releases = addonReleases(synthesized);
const absent = releases.map(({ chart }) => chart).filter((chart) => folder && !existsSync(path.join(folder, chart)));

const missing =
  helmMissing() ??
  (folder
    ? absent.length > 0
      ? `NXLOY_CHARTS has no ${absent.join(', ')}`
      : undefined
    : 'charts of other projects: docs/charts.md says how to get them, then set NXLOY_CHARTS to their folder');

const describeWithCharts = describeUnless(missing);
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

describeWithCharts.each(releases.map((release) => [release.chart, release] as const))('%s', (name, release) => {
  let chart: UpstreamChart;

  beforeAll(() => {
    chart = new UpstreamChart(path.join(folder!, name));
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
});

describeWithCharts('what the platform relies on', () => {
  test.each([
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
  ])('%s: %s runs %d times', (chart, deployment, replicas) => {
    expect(only(rendered[chart]!, 'Deployment', deployment).spec.replicas).toBe(replicas);
  });

  test('the service accounts of AWS permissions exist, and pods use them', () => {
    const associations = Object.values(synthesized.resources('aws_eks_pod_identity_association'));
    expect(associations).toHaveLength(4);
    for (const { namespace, service_account: account } of associations) {
      const { chart } = releases.find((release) => release.namespace === namespace && release.name === account)!;
      expect(only(rendered[chart]!, 'ServiceAccount', account).metadata).toMatchObject({ namespace });
      expect(only(rendered[chart]!, 'Deployment', account).spec.template.spec.serviceAccountName).toBe(account);
    }
  });

  test('the load balancer controller tags what it makes, for its own cluster and network', () => {
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
  });

  test('load balancers are protected by their class, which names the parameters that say so', () => {
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
  });

  test('no Service waits for the load balancer controller', () => {
    const hooks = JSON.stringify(ofKind('aws-load-balancer-controller', 'MutatingWebhookConfiguration'));
    expect(hooks).toContain('mpod.elbv2.k8s.aws');
    expect(hooks).not.toContain('mservice.elbv2.k8s.aws');
  });

  test('the autoscaler finds its groups, and is in no hurry to remove nodes', () => {
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

  test('external-dns keeps to one zone and to its own records', () => {
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

  test.each([
    ['external-secrets', 'externalsecrets.external-secrets.io'],
    ['keda', 'scaledobjects.keda.sh'],
  ])('definitions of %s are upgraded with it, and stay when it goes', (chart, name) => {
    const definitions = ofKind(chart, 'CustomResourceDefinition');
    expect(definitions.map(({ metadata }) => metadata.name)).toContain(name);
    for (const { metadata } of definitions)
      expect(metadata.annotations).toMatchObject({ 'helm.sh/resource-policy': 'keep' });
  });

  test('external-secrets has no cluster-wide store, and hands out no tokens', () => {
    const names = ofKind('external-secrets', 'CustomResourceDefinition').map(({ metadata }) => metadata.name);
    expect(names.filter((name) => /^cluster|push/.test(name))).toEqual([]);
    expect(JSON.stringify(ofKind('external-secrets', 'ClusterRole'))).not.toContain('serviceaccounts/token');
    expect(argumentsOf('external-secrets', 'external-secrets')).toEqual(
      expect.arrayContaining(['--enable-leader-election=true', '--enable-cluster-store-reconciler=false']),
    );
  });

  test('KEDA works, and reads secrets, in the namespace of applications and its own', () => {
    const bindings = ofKind('keda', 'RoleBinding').filter(({ metadata }) => metadata.name === 'keda-operator');
    const namespaces = bindings.map(({ metadata }) => (metadata as { namespace?: string }).namespace);
    expect(namespaces.sort()).toEqual(['keda', 'nxloy']);
    expect(ofKind('keda', 'ClusterRoleBinding').map(({ metadata }) => metadata.name)).not.toContain('keda-operator');
  });

  test('Reloader reads secrets of applications only, and never repeats a Job', () => {
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
  test('no chart invents a secret but one: the certificate of the load balancer controller’s webhook', () => {
    const secrets = Object.values(rendered)
      .flat()
      .filter((object) => object.kind === 'Secret' && Object.keys(object.data ?? {}).length > 0);
    expect(secrets.map(({ metadata }) => metadata.name)).toEqual(['aws-load-balancer-tls']);
  });

  test('definitions that Helm would not upgrade are only those that have a release of their own, or none', () => {
    const withFolder = releases
      .map(({ chart }) => chart)
      .filter((chart) => existsSync(path.join(folder!, chart, 'crds')));
    const skipping = Object.values(synthesized.resources('helm_release')).filter(({ skip_crds }) => skip_crds);
    expect(skipping.map(({ chart }) => chart).sort()).toEqual(withFolder.sort());
  });

  test('docs/charts.md says so', () => {
    const checked = [...evidence].sort((one, other) => one.chart.localeCompare(other.chart));
    if (process.env.NXLOY_CHARTS_WRITE) writeFileSync(evidenceFile, evidenceText(checked));
    expect(readEvidence()).toEqual(checked);
  });
});

/** Values that nobody has: a check that finds everything would be of no use. */
describeWithCharts('the check itself', () => {
  test.each([
    ['keda', ['operator', 'replicaCounts']],
    ['keda', ['operater', 'replicaCount']],
    ['external-secrets', ['leaderElection']],
    ['reloader', ['reloader', 'podDisruptionBudget', 'maxUnavailble']],
    ['metrics-server', ['replicaCount']],
  ])('misses %s %s', (chart, value) => {
    expect(new UpstreamChart(path.join(folder!, chart)).find(value)).toBeUndefined();
  });

  test('an unknown value of a chart without a schema is what Helm says nothing about', async () => {
    const release = releases.find(({ chart }) => chart === 'keda') as AddonRelease;
    const misspelt = { ...release, values: { ...release.values, watchNamespaces: 'nxloy' } };
    await expect(new UpstreamChart(path.join(folder!, 'keda')).render(misspelt)).resolves.not.toEqual([]);
  });
});
