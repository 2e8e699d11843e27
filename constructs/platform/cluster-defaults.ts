import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { localChart } from './local-chart';
import { computed, Release } from './release';

export interface ClusterDefaultsProps {
  readonly kubernetesVersion: string;
  /** KMS key of the volumes that pods ask for. */
  readonly volumeKeyArn: string;
  readonly after: readonly ITerraformDependable[];
}

/** The default class of volumes (gp3, encrypted), and the priorities of applications: see `charts/cluster-defaults`. */
export class ClusterDefaults extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, { kubernetesVersion, volumeKeyArn, after }: ClusterDefaultsProps) {
    super(scope, id);
    this.ready = new Release(this, 'Release', {
      name: 'cluster-defaults',
      namespace: 'kube-system',
      chart: localChart(this, 'cluster-defaults'),
      kubernetesVersion,
      values: {},
      computedValues: computed({ storageClass: { kmsKeyArn: volumeKeyArn } }),
      after,
    }).ready;
  }
}
