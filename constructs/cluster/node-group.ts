import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { type ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';

/** What a cluster's owner decides about one group of nodes. */
export interface NodeGroupSettings {
  /** Renaming replaces the group. */
  readonly name: string;
  /** Graviton types; several of them make spot interruptions rarer. */
  readonly instanceTypes: readonly string[];
  /** `spot` costs about a third, and nodes may vanish with two minutes' notice. */
  readonly capacity: 'on-demand' | 'spot';
  /** Nodes at first and at least. EKS refuses to raise it above the number that runs: scale out before. */
  readonly minimum: number;
  readonly maximum: number;
  /** Reserves the nodes for pods that tolerate and select `nxloy.com/dedicated=<value>`. @default - every pod may come */
  readonly dedicatedTo?: string;
}

export interface NodeGroupProps extends NodeGroupSettings {
  /** Prefix of the launch template and of the instances' names. */
  readonly prefix: string;
  readonly clusterName: string;
  /** Nodes follow the cluster's version, a few at a time. */
  readonly kubernetesVersion: string;
  readonly roleArn: string;
  /** A new subnet replaces the group. */
  readonly subnetIds: readonly string[];
  /** KMS key of the root volumes; EC2 Auto Scaling must be allowed to use it. */
  readonly volumeKeyArn: string;
  /** Tags of instances, volumes and network interfaces. Changing one renews the nodes, a few at a time. */
  readonly tags: Readonly<Record<string, string>>;
  readonly dependsOn: readonly ITerraformDependable[];
}

const dedicatedKey = 'nxloy.com/dedicated';

/**
 * Nodes that EKS starts, drains and replaces: Amazon Linux 2023 on Graviton.
 *
 * A single instance type stands in the launch template, so that changing it renews the nodes in place, a few at a time.
 * Templates cannot hold several types: those stand on the group itself, which EKS cannot change, so a new group
 * is ready before the old one is drained. The group's name says which it is, so that going from one to the other replaces it too.
 * Groups carry a random suffix for that: workloads choose nodes by label, never by group.
 *
 * The cluster autoscaler finds the groups by tags that EKS puts on their Auto Scaling groups, and asks EKS for labels
 * and taints of empty ones.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
export class NodeGroup extends Construct {
  /** What runs on the nodes waits for this. */
  readonly resource: EksNodeGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NodeGroupProps,
  ) {
    super(scope, id);
    const template = this.createTemplate();
    const single = this.singleType !== undefined;
    this.resource = new EksNodeGroup(this, 'Resource', {
      clusterName: props.clusterName,
      nodeGroupNamePrefix: single ? `${props.name}-` : `${props.name}-mixed-`,
      nodeRoleArn: props.roleArn,
      subnetIds: [...props.subnetIds],
      version: props.kubernetesVersion,
      amiType: 'AL2023_ARM_64_STANDARD',
      capacityType: props.capacity === 'spot' ? 'SPOT' : 'ON_DEMAND',
      instanceTypes: single ? undefined : [...props.instanceTypes],
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      scalingConfig: { desiredSize: props.minimum, minSize: props.minimum, maxSize: props.maximum },
      updateConfig: { maxUnavailablePercentage: 33 },
      nodeRepairConfig: { enabled: true },
      ...this.dedication(),
      dependsOn: [...props.dependsOn],
      // The autoscaler moves the desired size.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['scaling_config[0].desired_size'] },
    });
  }

  private get singleType(): string | undefined {
    return this.props.instanceTypes.length === 1 ? this.props.instanceTypes[0] : undefined;
  }

  private createTemplate(): LaunchTemplate {
    const { prefix, name, tags, volumeKeyArn } = this.props;
    const fullName = `${prefix}-${name}`;
    return new LaunchTemplate(this, 'Template', {
      name: fullName,
      tags: { Name: fullName },
      description: `Nodes of group ${name}`,
      instanceType: this.singleType,
      updateDefaultVersion: true,
      ebsOptimized: 'true',
      monitoring: { enabled: true },
      // One hop: pods, which are two away, cannot get the node's credentials.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            volumeType: 'gp3',
            volumeSize: 50,
            encrypted: 'true',
            kmsKeyId: volumeKeyArn,
            deleteOnTermination: 'true',
          },
        },
      ],
      // The provider's default tags reach the template, but not what is started from it.
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({
        resourceType,
        tags: { ...tags, Name: fullName },
      })),
    });
  }

  private dedication(): object {
    const value = this.props.dedicatedTo;
    if (value === undefined) return {};
    return { labels: { [dedicatedKey]: value }, taint: [{ key: dedicatedKey, value, effect: 'NO_SCHEDULE' }] };
  }
}
