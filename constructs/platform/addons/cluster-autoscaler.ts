import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Unscoped } from '../../account/permissions/scope';
import { PodIdentity } from '../../identity/pod-identity';
import type { Statement } from '../../identity/policy-document';
import { charts } from '../charts';
import { computed, Release } from '../release';
import type { AwsAddonProps } from './addon-props';
import { clusterCritical, oneAtATime, resources, restrictedContainer, restrictedPod } from './pods';

/** Name of release and service account. */
const name = 'cluster-autoscaler';
const namespace = 'kube-system';

/**
 * Adds nodes when pods find no room, and removes them when they are not needed, within the limits of the node groups.
 * It finds the groups by the tags that EKS puts on them.
 */
export class ClusterAutoscaler extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AwsAddonProps) {
    super(scope, id);
    const { clusterName, kubernetesVersion, region } = props;
    const identity = new PodIdentity(this, 'Identity', {
      name: `${props.name}-cluster-autoscaler`,
      accountId: props.accountId,
      clusterName,
      namespace,
      serviceAccount: name,
      statements: scaleNodeGroups(props),
    });
    const release = new Release(this, 'Release', {
      name,
      namespace,
      chart: charts.clusterAutoscaler,
      kubernetesVersion,
      values: { ...values, awsRegion: region },
      computedValues: computed({ autoDiscovery: { clusterName } }),
      after: [...props.after, ...identity.ready],
    });
    this.ready = [...identity.ready, ...release.ready];
  }
}

/** What the autoscaler looks up; AWS cannot limit these actions to resources. */
export const lookingAtNodes: Unscoped = {
  sid: 'Look',
  actions: [
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeAutoScalingInstances',
    'autoscaling:DescribeLaunchConfigurations',
    'autoscaling:DescribeScalingActivities',
    'ec2:DescribeImages',
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeLaunchTemplateVersions',
  ],
  resources: ['*'],
  reason: 'descriptions of groups, images and machine types know no resources',
};

/** @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#iam-policy */
const scaleNodeGroups = ({ accountId, region, clusterName }: AwsAddonProps): readonly Statement[] => [
  lookingAtNodes,
  {
    // How many pods a group without nodes would have room for.
    sid: 'EmptyGroups',
    actions: ['eks:DescribeNodegroup'],
    resources: [`arn:aws:eks:${region}:${accountId}:nodegroup/${clusterName}/*/*`],
  },
  {
    sid: 'Scale',
    actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
    resources: [`arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:*:autoScalingGroupName/*`],
    conditions: {
      StringEquals: {
        'aws:ResourceTag/eks:cluster-name': clusterName,
        'aws:ResourceTag/k8s.io/cluster-autoscaler/enabled': 'true',
      },
    },
  },
];

const values = {
  fullnameOverride: name,
  rbac: { serviceAccount: { create: true, name } },
  // A minute without it is a minute later that a node comes: one pod is enough.
  replicaCount: 1,
  podDisruptionBudget: oneAtATime,
  priorityClassName: clusterCritical,
  resources: resources({ cpu: '50m', memory: '256Mi', memoryLimit: '600Mi' }),
  securityContext: { ...restrictedPod, runAsUser: 65534, runAsGroup: 65534 },
  containerSecurityContext: restrictedContainer,
  extraArgs: {
    // The group that is left with the least idle CPU.
    expander: 'least-waste',
    'balance-similar-node-groups': true,
    'scale-down-unneeded-time': '10m',
    'scale-down-delay-after-add': '10m',
    'scale-down-utilization-threshold': 0.5,
    'ignore-daemonsets-utilization': true,
    // As long as any application takes to end (its longest terminationGracePeriodSeconds is below that).
    'max-graceful-termination-sec': 600,
    // Read-only root file systems come with scratch volumes everywhere: else no node would ever go.
    'skip-nodes-with-local-storage': false,
    // Add-ons are spread over nodes and have disruption budgets.
    'skip-nodes-with-system-pods': false,
  },
};
