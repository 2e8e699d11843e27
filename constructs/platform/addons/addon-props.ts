import type { ITerraformDependable } from 'cdktf';

/** What every add-on is told. */
export interface AddonProps {
  /** Kubernetes minor of the cluster; the add-on's chart must support it. */
  readonly kubernetesVersion: string;
  /** What has to be there before, and is there until the add-on is gone. */
  readonly after: readonly ITerraformDependable[];
}

/** What an add-on with AWS permissions of its own is told. */
export interface AwsAddonProps extends AddonProps {
  /** Prefix of the role's name: `nxloy-dev`. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly clusterName: string;
}
