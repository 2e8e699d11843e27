/** A chart of somebody else, at the version that was checked against the values set here. */
export interface PinnedChart {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  /** Kubernetes minors that the project behind it supports with this version, from the lowest to the highest. */
  readonly kubernetes: readonly [lowest: string, highest: string];
}

/**
 * Every chart that comes from outside: the one place for their versions. Whoever raises one checks that all values set
 * here still exist (`npm run check:charts -- <folder>`), since Helm ignores the ones that do not.
 */
export const charts = {
  loadBalancerController: {
    name: 'aws-load-balancer-controller',
    repository: 'https://aws.github.io/eks-charts',
    version: '3.5.0',
    kubernetes: ['1.22', '1.36'],
  },
  externalSecrets: {
    name: 'external-secrets',
    repository: 'https://charts.external-secrets.io',
    version: '2.9.0',
    kubernetes: ['1.34', '1.36'],
  },
  metricsServer: {
    name: 'metrics-server',
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    version: '3.13.1',
    kubernetes: ['1.31', '1.36'],
  },
  clusterAutoscaler: {
    name: 'cluster-autoscaler',
    repository: 'https://kubernetes.github.io/autoscaler',
    version: '9.59.0',
    kubernetes: ['1.35', '1.35'],
  },
  externalDns: {
    name: 'external-dns',
    repository: 'https://kubernetes-sigs.github.io/external-dns',
    version: '1.21.1',
    kubernetes: ['1.22', '1.36'],
  },
  keda: {
    name: 'keda',
    repository: 'https://kedacore.github.io/charts',
    version: '2.20.2',
    kubernetes: ['1.33', '1.36'],
  },
  reloader: {
    name: 'reloader',
    repository: 'https://stakater.github.io/stakater-charts',
    version: '2.2.16',
    kubernetes: ['1.30', '1.36'],
  },
} as const satisfies Readonly<Record<string, PinnedChart>>;

const minorOf = (version: string): number => Number(version.split('.')[1]);

/** Why a chart should not be installed on a Kubernetes version; undefined when it may be. */
export function unsupportedBy({ name, version, kubernetes }: PinnedChart, cluster: string): string | undefined {
  const [lowest, highest] = kubernetes;
  if (minorOf(cluster) >= minorOf(lowest) && minorOf(cluster) <= minorOf(highest)) return undefined;
  return (
    `chart ${name} ${version} supports Kubernetes ${lowest} to ${highest}, but the cluster is ${cluster}: ` +
    'pin a version of the chart that supports it in constructs/platform/charts.ts first'
  );
}
