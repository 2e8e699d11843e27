import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PodIdentity } from '../../identity/pod-identity';
import { charts } from '../charts';
import { Definitions } from '../definitions';
import { computed, Release } from '../release';
import type { AwsAddonProps } from './addon-props';
import { loadBalancerPolicy } from './load-balancer-policy';
import { clusterCritical, oneAtATime, resources, restrictedContainer, restrictedPod, spread } from './pods';

export interface LoadBalancerControllerProps extends AwsAddonProps {
  readonly vpcId: string;
  /** Tags of load balancers, target groups and security groups; Terraform does not make those, so its default tags do not reach them. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Whether AWS refuses to delete load balancers. That stops everybody but the controller: with the last Ingress of a
   * load balancer it lifts the protection and deletes it.
   *
   * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/pkg/deploy/elbv2/load_balancer_synthesizer.go
   */
  readonly keepLoadBalancers: boolean;
}

/** Also the name of the service account that the role is for. */
const name = 'aws-load-balancer-controller';
const namespace = 'kube-system';

/**
 * Makes an application load balancer (about 18 USD a month) for the Ingresses of class `alb`. Certificates are named by
 * their ARN: looking them up by host is not permitted.
 */
export class LoadBalancerController extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    super(scope, id);
    const { kubernetesVersion, clusterName, vpcId, after } = props;
    const chart = charts.loadBalancerController;
    const identity = this.identify(props);
    const definitions = new Definitions(this, 'Definitions', {
      chart,
      requiredValues: { clusterName: 'any' },
      showOnly: 'templates/serviceaccount.yaml',
      namespace,
      kubernetesVersion,
      after,
    });
    const release = new Release(this, 'Release', {
      name,
      namespace,
      chart,
      kubernetesVersion,
      values: values(props),
      computedValues: computed({ clusterName, vpcId }),
      skipCrds: true,
      after: [...after, ...identity.ready, ...definitions.ready],
    });
    this.ready = [...identity.ready, ...release.ready];
    this.node.addValidation({ validate: () => this.findUnwritableTags(props.tags) });
  }

  private identify(props: LoadBalancerControllerProps): PodIdentity {
    return new PodIdentity(this, 'Identity', {
      name: `${props.name}-load-balancer-controller`,
      accountId: props.accountId,
      clusterName: props.clusterName,
      namespace,
      serviceAccount: name,
      statements: loadBalancerPolicy(props),
    });
  }

  /** They become one argument, `a=1,b=2`. */
  private findUnwritableTags(tags: Readonly<Record<string, string>>): string[] {
    return Object.entries(tags)
      .filter(([key, value]) => /[,=]/.test(key + value))
      .map(
        ([key, value]) =>
          `${this.node.path}: tags.${key} "${value}" holds a comma or an equals sign, ` +
          'which the controller cannot take: leave it out',
      );
  }
}

const values = ({ region, tags, keepLoadBalancers }: LoadBalancerControllerProps): object => ({
  region,
  replicaCount: 2,
  podDisruptionBudget: oneAtATime,
  priorityClassName: clusterCritical,
  topologySpreadConstraints: spread({ 'app.kubernetes.io/name': name }),
  resources: resources({ cpu: '50m', memory: '128Mi', memoryLimit: '256Mi' }),
  podSecurityContext: { ...restrictedPod, fsGroup: 65534 },
  securityContext: { ...restrictedContainer, runAsNonRoot: true },
  serviceAccount: { create: true, name },
  ingressClass: 'alb',
  // Of the class, and never of an Ingress: one that has it and goes would stop all that share its load balancer. Switched
  // off in words, too: the controller leaves attributes that it is not told as they are.
  ingressClassParams: {
    spec: { loadBalancerAttributes: [{ key: 'deletion_protection.enabled', value: String(keepLoadBalancers) }] },
  },
  defaultTargetType: 'ip',
  defaultTags: tags,
  // The assets' firewall is CloudFront's; nothing here is in front of load balancers.
  enableShield: false,
  enableWaf: false,
  enableWafv2: false,
  // Its webhook would stand in the way of every Service, and with it of every other release.
  enableServiceMutatorWebhook: false,
  controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
  // Another certificate with every upgrade would leave the webhook unreachable until the pods have it. Where its key is:
  // docs/decisions/0016-webhook-key-in-a-configmap.md
  keepTLSSecret: true,
});
