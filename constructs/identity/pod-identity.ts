import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IGrantee } from './grantee';
import { policyDocument, type Statement } from './policy-document';

export interface PodIdentityProps {
  /** Name of the role, such as `nxloy-dev-backend`. */
  readonly name: string;
  /** Account of cluster and role. */
  readonly accountId: string;
  readonly clusterName: string;
  readonly namespace: string;
  /** The one service account whose pods get the role; it need not exist yet. */
  readonly serviceAccount: string;
  /** What its pods may do. @default - nothing until `allow` is called */
  readonly statements?: readonly Statement[];
  /** Policies that AWS maintains for its own controllers; never for applications. @default - none */
  readonly managedPolicyArns?: readonly string[];
}

/**
 * The AWS permissions of one Kubernetes service account. Pods get short-lived credentials from the node's Pod Identity
 * agent; there is no key to store or rotate. Takes effect for pods that start afterwards.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export class PodIdentity extends Construct implements IGrantee {
  readonly roleName: string;
  readonly roleArn: string;

  private readonly statements: Statement[] = [];
  private readonly parts: ITerraformDependable[] = [];
  private policy?: IamRolePolicy;

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const role = new IamRole(this, 'Resource', { name: props.name, assumeRolePolicy: this.trust(props) });
    this.roleName = role.name;
    this.roleArn = role.arn;
    this.parts.push(this.associate(props));
    props.managedPolicyArns?.forEach((arn) => this.attach(arn));
    this.allow(...(props.statements ?? []));
    this.node.addValidation({ validate: () => this.findMissingPermissions() });
  }

  /** What the pods' own release waits for, so that credentials exist when they start and outlive them. */
  get ready(): ITerraformDependable[] {
    return [...this.parts];
  }

  allow(...statements: Statement[]): void {
    if (statements.length === 0) return;
    this.statements.push(...statements);
    const policy = policyDocument(this.statements);
    if (this.policy) {
      this.policy.policy = policy;
      return;
    }
    this.policy = new IamRolePolicy(this, 'Policy', { name: 'permissions', role: this.roleName, policy });
    this.parts.push(this.policy);
  }

  /**
   * EKS tags the session with where the pod runs; without these conditions whoever may create associations could hand
   * the role to any pod of the account.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
   */
  private trust(props: PodIdentityProps): string {
    return policyDocument([
      {
        sid: 'PodIdentity',
        principals: { Service: 'pods.eks.amazonaws.com' },
        actions: ['sts:AssumeRole', 'sts:TagSession'],
        conditions: {
          StringEquals: {
            'aws:SourceAccount': props.accountId,
            'aws:RequestTag/eks-cluster-name': props.clusterName,
            'aws:RequestTag/kubernetes-namespace': props.namespace,
            'aws:RequestTag/kubernetes-service-account': props.serviceAccount,
          },
        },
      },
    ]);
  }

  private associate(props: PodIdentityProps): EksPodIdentityAssociation {
    return new EksPodIdentityAssociation(this, 'Association', {
      clusterName: props.clusterName,
      namespace: props.namespace,
      serviceAccount: props.serviceAccount,
      roleArn: this.roleArn,
    });
  }

  private attach(policyArn: string): void {
    const name = policyArn.slice(policyArn.lastIndexOf('/') + 1);
    this.parts.push(new IamRolePolicyAttachment(this, name, { role: this.roleName, policyArn }));
  }

  private findMissingPermissions(): string[] {
    if (this.parts.length > 1) return [];
    return [
      `${this.node.path}: statements "" grant nothing, but a role must allow something: ` +
        'pass statements, call allow(), or remove the identity',
    ];
  }
}
