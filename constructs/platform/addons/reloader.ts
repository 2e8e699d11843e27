import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { charts } from '../charts';
import { Release } from '../release';
import type { AddonProps } from './addon-props';
import { clusterCritical, oneAtATime, resources, restrictedContainer, restrictedPod, spread } from './pods';

export interface ReloaderProps extends AddonProps {
  /** The namespace whose Secrets and ConfigMaps it reads and whose pods it replaces; must exist. */
  readonly watches: string;
}

/** Name of release, namespace and service account. */
const name = 'reloader';

/**
 * Rolls Deployments to new pods when a Secret or ConfigMap that they use has changed: those that ask for it with the
 * annotation `secret.reloader.stakater.com/auto: 'true'`.
 */
export class Reloader extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, { kubernetesVersion, watches, after }: ReloaderProps) {
    super(scope, id);
    this.ready = new Release(this, 'Release', {
      name,
      namespace: name,
      createNamespace: true,
      chart: charts.reloader,
      kubernetesVersion,
      values: { ...values, reloader: { ...values.reloader, namespaces: [watches] } },
      after,
    }).ready;
  }
}

const values = {
  fullnameOverride: name,
  reloader: {
    watchGlobally: false,
    // The other way, an environment variable, would show as a difference between chart and cluster.
    reloadStrategy: 'annotations',
    // A Job that ran has done its work: migrations are never repeated for a new password.
    ignoreJobs: true,
    ignoreCronJobs: true,
    // A change that happens while none is there would go unnoticed.
    enableHA: true,
    readOnlyRootFileSystem: true,
    podDisruptionBudget: { enabled: true, ...oneAtATime },
    serviceAccount: { create: true, name },
    deployment: {
      replicas: 2,
      priorityClassName: clusterCritical,
      topologySpreadConstraints: spread({ app: name }),
      resources: resources({ cpu: '10m', memory: '64Mi', memoryLimit: '256Mi' }),
      securityContext: { ...restrictedPod, runAsUser: 65534 },
      containerSecurityContext: restrictedContainer,
    },
  },
};
