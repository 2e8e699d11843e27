import type { Kubectl } from '../kubernetes/kubectl';

/** A kind that charts of this project use and a chart from outside defines. */
interface StandIn {
  readonly chart: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
}

const standIns: readonly StandIn[] = [
  {
    chart: 'external-secrets',
    group: 'external-secrets.io',
    version: 'v1',
    kind: 'ExternalSecret',
    plural: 'externalsecrets',
  },
  {
    chart: 'external-secrets',
    group: 'external-secrets.io',
    version: 'v1',
    kind: 'SecretStore',
    plural: 'secretstores',
  },
  { chart: 'keda', group: 'keda.sh', version: 'v1alpha1', kind: 'ScaledObject', plural: 'scaledobjects' },
  {
    chart: 'keda',
    group: 'keda.sh',
    version: 'v1alpha1',
    kind: 'TriggerAuthentication',
    plural: 'triggerauthentications',
  },
  {
    chart: 'kube-prometheus-stack',
    group: 'monitoring.coreos.com',
    version: 'v1',
    kind: 'ServiceMonitor',
    plural: 'servicemonitors',
  },
];

const nameOf = ({ plural, group }: StandIn): string => `${plural}.${group}`;

/** A definition that accepts whatever is said, of a kind that nobody acts upon. */
const definitionOf = (standIn: StandIn): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: nameOf(standIn) },
  spec: {
    group: standIn.group,
    scope: 'Namespaced',
    names: { kind: standIn.kind, plural: standIn.plural },
    versions: [
      {
        name: standIn.version,
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
});

/** Definitions in place of those that charts from outside would bring, until they are removed. */
export class StandIns {
  private readonly placed: StandIn[] = [];

  constructor(private readonly kubectl: Kubectl) {}

  /** Defines, in the simplest way, the kinds of charts which the cluster does not know. */
  async place(isMissing: (chart: string) => boolean): Promise<void> {
    const known = (await this.kubectl.run(['get', 'customresourcedefinitions', '--output', 'name'])).split('\n');
    const wanted = standIns.filter(
      (one) => isMissing(one.chart) && !known.includes(`customresourcedefinition.apiextensions.k8s.io/${nameOf(one)}`),
    );
    if (wanted.length === 0) return;
    this.placed.push(...wanted);
    const list = { apiVersion: 'v1', kind: 'List', items: wanted.map(definitionOf) };
    await this.kubectl.run(['create', '--filename', '-'], JSON.stringify(list));
    const established = ['wait', '--for=condition=Established', '--timeout=30s', 'customresourcedefinitions'];
    await this.kubectl.run([...established, ...wanted.map(nameOf)]);
  }

  /** One line for each chart that they stand for. */
  get description(): string[] {
    const charts = [...new Set(this.placed.map(({ chart }) => chart))];
    return charts.map((chart) => {
      const kinds = this.placed.filter((one) => one.chart === chart).map(({ kind }) => kind);
      return `${kinds.join(', ')} of chart ${chart}: a stand-in that accepts anything, and nobody acts upon`;
    });
  }

  async remove(): Promise<void> {
    const names = this.placed.map(nameOf);
    if (names.length > 0)
      await this.kubectl.run(['delete', 'customresourcedefinitions', '--ignore-not-found', ...names]);
  }
}
