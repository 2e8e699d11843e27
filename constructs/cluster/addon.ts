import { DataAwsEksAddonVersion } from '@cdktf/provider-aws/lib/data-aws-eks-addon-version';
import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface AddonProps {
  /** AWS's name of the add-on, such as `vpc-cni`. */
  readonly addon: string;
  readonly clusterName: string;
  /** Kubernetes version of the cluster; decides the add-on's version. */
  readonly kubernetesVersion: string;
  /** Settings in the add-on's own terms. @default - the add-on's defaults */
  readonly configuration?: object;
  /** What must exist first. @default - only the cluster */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * An EKS add-on, in the version that AWS recommends for the Kubernetes version. Not pinned: without a version EKS
 * would never upgrade it, and a fixed one would not follow the cluster.
 */
export class Addon extends Construct {
  /** What comes after the add-on. */
  readonly resource: EksAddon;

  constructor(scope: Construct, id: string, props: AddonProps) {
    super(scope, id);
    const recommended = new DataAwsEksAddonVersion(this, 'Version', {
      addonName: props.addon,
      kubernetesVersion: props.kubernetesVersion,
    });
    this.resource = new EksAddon(this, 'Resource', {
      clusterName: props.clusterName,
      addonName: props.addon,
      addonVersion: recommended.version,
      configurationValues: props.configuration && JSON.stringify(props.configuration),
      resolveConflictsOnCreate: 'OVERWRITE',
      // What an operator set by hand during an incident survives an upgrade.
      resolveConflictsOnUpdate: 'PRESERVE',
      timeouts: { create: '20m', update: '20m', delete: '20m' },
      dependsOn: props.dependsOn && [...props.dependsOn],
    });
  }
}
