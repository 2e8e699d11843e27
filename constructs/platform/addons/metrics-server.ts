import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { charts } from '../charts';
import { Release } from '../release';
import type { AddonProps } from './addon-props';
import { clusterCritical, oneAtATime, resources, restrictedPod, spread } from './pods';

const name = 'metrics-server';

/** Tells autoscalers and `kubectl top` what pods use. While it is away, nothing scales. */
export class MetricsServer extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, { kubernetesVersion, after }: AddonProps) {
    super(scope, id);
    this.ready = new Release(this, 'Release', {
      name,
      namespace: 'kube-system',
      chart: charts.metricsServer,
      kubernetesVersion,
      values,
      after,
    }).ready;
  }
}

const values = {
  replicas: 2,
  podDisruptionBudget: { enabled: true, ...oneAtATime },
  priorityClassName: clusterCritical,
  topologySpreadConstraints: spread({ 'app.kubernetes.io/name': name }),
  podSecurityContext: restrictedPod,
  // A millicore and 2 MiB a node, which is enough for 50: https://github.com/kubernetes-sigs/metrics-server#scaling
  resources: resources({ cpu: '50m', memory: '128Mi', memoryLimit: '256Mi' }),
};
