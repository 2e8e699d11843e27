/** A chart of somebody else, at the version that was checked against the values set here. */
export interface PinnedChart {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  /** Kubernetes minors that the project behind it supports with this version, from the lowest to the highest. */
  readonly kubernetes: readonly [lowest: string, highest: string];
}

/**
 * Every chart that comes from outside: the one place for their versions. Helm ignores values that a chart does not
 * know, so a test compares those set here with `docs/charts.md`, which says how to check them against another version.
 *
 * Where a project names no highest Kubernetes, it is the newest one there was when the chart was pinned.
 */
export const charts = {
  loadBalancerController: {
    name: 'aws-load-balancer-controller',
    repository: 'https://aws.github.io/eks-charts',
    version: '3.5.0',
    // https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/deploy/installation.md
    kubernetes: ['1.22', '1.36'],
  },
  externalSecrets: {
    name: 'external-secrets',
    repository: 'https://charts.external-secrets.io',
    version: '2.9.0',
    // Each version is tested with the newest Kubernetes only: 1.36 for this one, 1.35 for the last one.
    // https://external-secrets.io/v2.9.0/introduction/stability-support/
    kubernetes: ['1.35', '1.36'],
  },
  metricsServer: {
    name: 'metrics-server',
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    version: '3.13.1',
    // https://github.com/kubernetes-sigs/metrics-server#compatibility-matrix
    kubernetes: ['1.31', '1.36'],
  },
  clusterAutoscaler: {
    name: 'cluster-autoscaler',
    repository: 'https://kubernetes.github.io/autoscaler',
    version: '9.59.0',
    // The autoscaler decides with the scheduler's own code: it has to be the cluster's minor.
    // https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases
    kubernetes: ['1.35', '1.35'],
  },
  externalDns: {
    name: 'external-dns',
    repository: 'https://kubernetes-sigs.github.io/external-dns',
    version: '1.21.1',
    // https://github.com/kubernetes-sigs/external-dns#kubernetes-version-compatibility
    kubernetes: ['1.21', '1.36'],
  },
  keda: {
    name: 'keda',
    repository: 'https://kedacore.github.io/charts',
    version: '2.20.2',
    // https://keda.sh/docs/2.20/operate/cluster/#kubernetes-compatibility
    kubernetes: ['1.33', '1.35'],
  },
  reloader: {
    name: 'reloader',
    repository: 'https://stakater.github.io/stakater-charts',
    version: '2.2.16',
    // https://github.com/stakater/Reloader#compatibility
    kubernetes: ['1.19', '1.36'],
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
