import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AwsAddonProps } from './addon-props';
import { ClusterAutoscaler } from './cluster-autoscaler';
import { ExternalDns, type Zone } from './external-dns';
import { ExternalSecrets } from './external-secrets';
import { LoadBalancerController } from './load-balancer-controller';
import { MetricsServer } from './metrics-server';

export interface AddonsProps {
  /** Prefix of the add-ons' roles, and owner of DNS records: `nxloy-dev`. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Name of the environment, whose secrets are called `nxloy/<environment>/…`. */
  readonly environment: string;
  readonly cluster: { readonly name: string; readonly kubernetesVersion: string };
  readonly vpcId: string;
  /** Where the hosts of Ingresses get their records. */
  readonly zone: Zone;
  /** Tags of load balancers and of what belongs to them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether AWS refuses to delete load balancers, except for their controller. */
  readonly keepLoadBalancers: boolean;
  /** Nodes, and what they need to run pods. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * What every cluster has before anything of ours comes: load balancers, secrets, metrics, nodes as needed and DNS
 * records. Applications depend on `ready`, so their load balancers and records are gone before who removes them is.
 */
export class Addons extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AddonsProps) {
    super(scope, id);
    const { cluster, vpcId, zone, tags, keepLoadBalancers, environment } = props;
    const common: AwsAddonProps = {
      name: props.name,
      accountId: props.accountId,
      region: props.region,
      clusterName: cluster.name,
      kubernetesVersion: cluster.kubernetesVersion,
      after: props.after,
    };
    // First, and gone last: its webhooks answer for objects of others.
    const balancers = new LoadBalancerController(this, 'LoadBalancerController', {
      ...common,
      vpcId,
      tags,
      keepLoadBalancers,
    });
    const then = { ...common, after: [...common.after, ...balancers.ready] };
    const others = [
      new ExternalSecrets(this, 'ExternalSecrets', { ...then, environment }),
      new MetricsServer(this, 'MetricsServer', then),
      new ClusterAutoscaler(this, 'ClusterAutoscaler', then),
      new ExternalDns(this, 'ExternalDns', { ...then, zone }),
    ];
    this.ready = [balancers, ...others].flatMap(({ ready }) => ready);
  }
}
