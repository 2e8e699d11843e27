import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PodIdentity } from '../identity/pod-identity';
import type { Statement } from '../identity/policy-document';
import { Addon, type AddonProps } from './addon';
import { volumesMayUse } from './volume-key';

export interface ClusterAddonsProps {
  /** Prefix of the add-ons' roles. */
  readonly name: string;
  readonly accountId: string;
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  /** KMS key of the volumes that pods ask for. */
  readonly volumeKeyArn: string;
  /** Tags of the volumes that pods ask for; Terraform does not make those, so its default tags do not reach them. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * What every node and most pods need, in two steps: network and credentials must be there before the first node joins,
 * or it never gets ready; what runs as ordinary pods needs nodes to become healthy.
 */
export class ClusterAddons extends Construct {
  /** What nodes wait for. */
  readonly beforeNodes: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterAddonsProps,
  ) {
    super(scope, id);
    this.beforeNodes = [
      this.installNetwork(),
      this.install('KubeProxy', { addon: 'kube-proxy' }),
      this.install('PodIdentityAgent', { addon: 'eks-pod-identity-agent' }),
    ];
  }

  /** Installs what runs on `nodes`, and returns what comes after that. */
  installOn(nodes: readonly ITerraformDependable[]): ITerraformDependable[] {
    return [this.install('CoreDns', { addon: 'coredns', dependsOn: nodes }), this.installVolumes(nodes)];
  }

  private installNetwork(): ITerraformDependable {
    const identity = this.identify('vpc-cni', 'aws-node', 'AmazonEKS_CNI_Policy');
    return this.install('VpcCni', {
      addon: 'vpc-cni',
      // Without it the API server accepts network policies, and nothing enforces them.
      configuration: { enableNetworkPolicy: 'true' },
      dependsOn: identity.ready,
    });
  }

  private installVolumes(nodes: readonly ITerraformDependable[]): ITerraformDependable {
    const { volumeKeyArn, tags } = this.props;
    const policy = 'service-role/AmazonEBSCSIDriverPolicy';
    const identity = this.identify('ebs-csi', 'ebs-csi-controller-sa', policy, volumesMayUse(volumeKeyArn));
    return this.install('EbsCsi', {
      addon: 'aws-ebs-csi-driver',
      configuration: { controller: { extraVolumeTags: tags } },
      dependsOn: [...nodes, ...identity.ready],
    });
  }

  private install(id: string, props: Omit<AddonProps, 'clusterName' | 'kubernetesVersion'>): ITerraformDependable {
    const { clusterName, kubernetesVersion } = this.props;
    return new Addon(this, id, { clusterName, kubernetesVersion, ...props }).resource;
  }

  /**
   * The association is a resource of its own, not part of the add-on: made before it, so the add-on's first pods have
   * credentials, and removed after it.
   */
  private identify(id: string, serviceAccount: string, policy: string, statements?: Statement[]): PodIdentity {
    return new PodIdentity(this, `${id}-identity`, {
      name: `${this.props.name}-${id}`,
      accountId: this.props.accountId,
      clusterName: this.props.clusterName,
      namespace: 'kube-system',
      serviceAccount,
      managedPolicyArns: [`arn:aws:iam::aws:policy/${policy}`],
      statements,
    });
  }
}
