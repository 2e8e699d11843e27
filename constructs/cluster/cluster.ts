import { EksCluster, type EksClusterVpcConfig } from '@cdktf/provider-aws/lib/eks-cluster';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key';
import type { Statement } from '../identity/policy-document';
import { LogGroup, type LogSettings } from '../monitoring/log-group';
import type { INetwork } from '../network/network';
import type { Peer } from '../network/security-group';
import { guardAgainstDestroy, type Protection } from '../protection';
import { AccessEntries, type AccessEntriesProps } from './access-entries';
import type { ClusterAccess } from './cluster-access';
import { ClusterAddons } from './cluster-addons';
import { NodeGroup, type NodeGroupSettings } from './node-group';
import { ServiceRole } from './service-role';
import { autoScalingMayUse } from './volume-key';

export interface ClusterProps extends Omit<AccessEntriesProps, 'clusterName'> {
  /** Name of the cluster, and prefix of what belongs to it. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Kubernetes minor; raised one at a time, never lowered. */
  readonly version: string;
  readonly network: INetwork;
  /** Who reaches the public API endpoint; none means that there is only the private one. */
  readonly publicAccessCidrs: readonly string[];
  readonly nodeGroups: readonly NodeGroupSettings[];
  readonly logs: LogSettings;
  /** EKS's own deletion protection is younger than the provider: here only `prevent-destroy` protects the cluster. */
  readonly protection: Protection;
  /** Tags of what Terraform does not make itself: nodes and the volumes of pods. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A Kubernetes cluster (EKS, 73 USD a month in standard support) with its nodes and AWS's own add-ons. Everything that
 * is made inside it depends on `ready`, so that it goes before access, add-ons and nodes do.
 */
export class Cluster extends Construct implements Peer {
  readonly name: string;
  readonly access: ClusterAccess;
  /** The group that EKS makes; nodes and pods are in it. */
  readonly securityGroupId: string;
  /** Encrypts the volumes of nodes, and those that pods ask for. */
  readonly volumeKeyArn: string;
  readonly ready: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterProps,
  ) {
    super(scope, id);
    const cluster = this.createControlPlane();
    this.name = cluster.name;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.access = {
      name: cluster.name,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority.get(0).data,
      region: props.region,
    };

    const entries = new AccessEntries(this, 'Access', { ...props, clusterName: this.name });
    const volumeKey = this.createKey('VolumeKey', 'node-volumes', autoScalingMayUse(props.accountId));
    this.volumeKeyArn = volumeKey.arn;
    const addons = new ClusterAddons(this, 'Addons', {
      name: props.name,
      accountId: props.accountId,
      clusterName: this.name,
      kubernetesVersion: props.version,
      volumeKeyArn: this.volumeKeyArn,
      tags: props.tags,
    });
    const nodes = this.createNodes(volumeKey, [...props.network.egress, ...addons.beforeNodes]);
    this.ready = [...entries.terraform, ...addons.installOn(nodes)];
  }

  private createControlPlane(): EksCluster {
    const { name, logs, version, protection } = this.props;
    const secretsKey = this.createKey('SecretsKey', 'cluster-secrets');
    const logGroup = new LogGroup(this, 'Logs', { ...logs, name: `/aws/eks/${name}/cluster` });
    const role = this.createRole();
    const cluster = new EksCluster(this, 'Resource', {
      name,
      roleArn: role.arn,
      version,
      upgradePolicy: { supportType: 'STANDARD' },
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
      encryptionConfig: { provider: { keyArn: secretsKey.arn }, resources: ['secrets'] },
      kubernetesNetworkConfig: { serviceIpv4Cidr: '172.20.0.0/16' },
      vpcConfig: this.endpoints(),
      // EKS writes its last logs while it is deleted: group and permissions go after it.
      dependsOn: [...role.ready, logGroup.resource],
    });
    guardAgainstDestroy(cluster, protection);
    return cluster;
  }

  private endpoints(): EksClusterVpcConfig {
    const { network, publicAccessCidrs } = this.props;
    const isPublic = publicAccessCidrs.length > 0;
    return {
      // EKS never lets a control plane into another zone than its first ones; two are what it needs, so zones can be added.
      // https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
      subnetIds: network.privateSubnetIds.slice(0, 2),
      endpointPrivateAccess: true,
      endpointPublicAccess: isPublic,
      publicAccessCidrs: isPublic ? [...publicAccessCidrs] : undefined,
    };
  }

  /** @see https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html */
  private createRole(): ServiceRole {
    return new ServiceRole(this, 'Role', {
      name: `${this.props.name}-cluster`,
      service: 'eks.amazonaws.com',
      conditions: { StringEquals: { 'aws:SourceAccount': this.props.accountId } },
      policies: ['AmazonEKSClusterPolicy'],
    });
  }

  private createKey(id: string, purpose: string, statements?: Statement[]): EncryptionKey {
    const { name, accountId, protection } = this.props;
    return new EncryptionKey(this, id, {
      name: `${name}-${purpose}`,
      description: `Encrypts ${purpose.replace('-', ' ')} of ${name}`,
      accountId,
      protection,
      statements,
    });
  }

  private createNodes(volumeKey: EncryptionKey, before: readonly ITerraformDependable[]): ITerraformDependable[] {
    const { name, network, version, tags } = this.props;
    const role = this.createNodeRole();
    return this.props.nodeGroups.map(
      (settings) =>
        new NodeGroup(this, `Nodes-${settings.name}`, {
          ...settings,
          prefix: name,
          clusterName: this.name,
          kubernetesVersion: version,
          roleArn: role.arn,
          subnetIds: network.privateSubnetIds,
          volumeKeyArn: volumeKey.arn,
          tags,
          dependsOn: [...role.ready, ...before],
        }).resource,
    );
  }

  /**
   * Nodes join the cluster and pull images, no more: pod networking has an identity of its own, and there is no shell
   * on nodes (`kubectl debug node` serves).
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
   */
  private createNodeRole(): ServiceRole {
    return new ServiceRole(this, 'NodeRole', {
      name: `${this.props.name}-nodes`,
      service: 'ec2.amazonaws.com',
      policies: ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly'],
    });
  }
}
