import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { secretName } from '../../account/names';
import { PodIdentity } from '../../identity/pod-identity';
import type { Statement } from '../../identity/policy-document';
import { charts } from '../charts';
import { Release } from '../release';
import type { AwsAddonProps } from './addon-props';
import { clusterCritical, keep, oneAtATime, resources, spread } from './pods';

export interface ExternalSecretsProps extends AwsAddonProps {
  /** Name of the environment, whose secrets are called `nxloy/<environment>/…`. */
  readonly environment: string;
}

/** Name of release, namespace and service account. */
const name = 'external-secrets';

/**
 * Copies secrets from Secrets Manager into Kubernetes, where ExternalSecrets say so, and keeps the copies up to date.
 * Stores belong to one namespace each; cluster-wide ones, and writing back to AWS, are switched off.
 */
export class ExternalSecrets extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(scope, id);
    const identity = new PodIdentity(this, 'Identity', {
      name: `${props.name}-external-secrets`,
      accountId: props.accountId,
      clusterName: props.clusterName,
      namespace: name,
      serviceAccount: name,
      statements: readSecrets(props),
    });
    const release = new Release(this, 'Release', {
      name,
      namespace: name,
      createNamespace: true,
      chart: charts.externalSecrets,
      kubernetesVersion: props.kubernetesVersion,
      values,
      after: [...props.after, ...identity.ready],
    });
    this.ready = [...identity.ready, ...release.ready];
  }
}

/** @see https://external-secrets.io/latest/provider/aws-secrets-manager/#iam-policy */
function readSecrets({ accountId, region, environment }: ExternalSecretsProps): Statement[] {
  const secrets = `arn:aws:secretsmanager:${region}:${accountId}:secret:${secretName(environment, '*')}`;
  return [
    {
      sid: 'Read',
      actions: [
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:ListSecretVersionIds',
      ],
      resources: [secrets],
    },
    {
      // Whatever the key, only through Secrets Manager and only for these secrets.
      sid: 'Decrypt',
      actions: ['kms:Decrypt'],
      resources: [`arn:aws:kms:${region}:${accountId}:key/*`],
      conditions: {
        StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` },
        StringLike: { 'kms:EncryptionContext:SecretARN': secrets },
      },
    },
  ];
}

const values = {
  replicaCount: 2,
  leaderElect: true,
  podDisruptionBudget: { enabled: true, ...oneAtATime },
  priorityClassName: clusterCritical,
  topologySpreadConstraints: spread({ 'app.kubernetes.io/name': name }),
  resources: resources({ cpu: '25m', memory: '128Mi', memoryLimit: '256Mi' }),
  serviceAccount: { create: true, name },
  installCRDs: true,
  crds: {
    annotations: keep,
    createClusterExternalSecret: false,
    createClusterGenerator: false,
    createClusterPushSecret: false,
    createClusterSecretStore: false,
    createPushSecret: false,
  },
  processClusterExternalSecret: false,
  processClusterGenerator: false,
  processClusterPushSecret: false,
  processClusterStore: false,
  processPushSecret: false,
  // The role is the controller's own: it needs no tokens of other service accounts.
  rbac: { serviceAccountTokenCreate: false },
  webhook: {
    // Refuses stores and secrets that cannot work; while it is away, none can be changed.
    replicaCount: 2,
    podDisruptionBudget: { enabled: true, ...oneAtATime },
    priorityClassName: clusterCritical,
    topologySpreadConstraints: spread({ 'app.kubernetes.io/name': `${name}-webhook` }),
    resources: resources({ cpu: '10m', memory: '64Mi', memoryLimit: '128Mi' }),
  },
  certController: {
    priorityClassName: clusterCritical,
    resources: resources({ cpu: '10m', memory: '64Mi', memoryLimit: '256Mi' }),
  },
};
