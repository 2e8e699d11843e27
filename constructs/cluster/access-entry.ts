import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/**
 * What a principal may do in the whole cluster.
 *
 * - `administer`: everything.
 * - `view`: read all objects but Secrets.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export type AccessLevel = 'administer' | 'view';

const policies: Readonly<Record<AccessLevel, string>> = {
  administer: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
  view: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy',
};

export interface AccessEntryProps {
  readonly clusterName: string;
  /** ARN of the IAM role or user. */
  readonly principalArn: string;
  readonly level: AccessLevel;
}

/** Lets one IAM principal into a cluster; whoever has no entry is refused, even the cluster's creator. */
export class AccessEntry extends Construct {
  /** What must outlive everything that the principal makes in the cluster. */
  readonly granted: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AccessEntryProps) {
    super(scope, id);
    const entry = new EksAccessEntry(this, 'Resource', {
      clusterName: props.clusterName,
      principalArn: props.principalArn,
    });
    this.granted = new EksAccessPolicyAssociation(this, 'Policy', {
      clusterName: props.clusterName,
      principalArn: entry.principalArn,
      policyArn: policies[props.level],
      accessScope: { type: 'cluster' },
    });
  }
}
