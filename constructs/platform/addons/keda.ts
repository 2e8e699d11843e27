import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { charts } from '../charts';
import { Release } from '../release';
import type { AddonProps } from './addon-props';
import { clusterCritical, keep, oneAtATime, resources, spread } from './pods';

export interface KedaProps extends AddonProps {
  /** The namespace that it may scale in, and whose secrets it may read; must exist. */
  readonly watches: string;
}

/** Scales pods by the length of their queue. While it is away, everything stays at its size. */
export class Keda extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, { kubernetesVersion, watches, after }: KedaProps) {
    super(scope, id);
    this.ready = new Release(this, 'Release', {
      name: 'keda',
      namespace: 'keda',
      createNamespace: true,
      chart: charts.keda,
      kubernetesVersion,
      values: { ...values, watchNamespace: watches },
      after,
    }).ready;
  }
}

const values = {
  crds: { install: true, additionalAnnotations: keep },
  // A second operator takes over; the API server only ever asks one metrics server.
  // https://keda.sh/docs/2.20/operate/cluster/#high-availability
  operator: { replicaCount: 2 },
  podDisruptionBudget: { operator: oneAtATime, metricServer: oneAtATime, webhooks: oneAtATime },
  priorityClassName: clusterCritical,
  topologySpreadConstraints: { operator: spread({ app: 'keda-operator' }) },
  resources: {
    operator: resources({ cpu: '50m', memory: '128Mi', memoryLimit: '512Mi' }),
    metricServer: resources({ cpu: '25m', memory: '96Mi', memoryLimit: '256Mi' }),
    webhooks: resources({ cpu: '10m', memory: '64Mi', memoryLimit: '128Mi' }),
  },
  image: { pullPolicy: 'IfNotPresent' },
};
