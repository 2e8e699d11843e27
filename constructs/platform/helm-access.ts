import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { ClusterAccess } from '../cluster/cluster-access';

export interface HelmAccessProps {
  readonly cluster: ClusterAccess;
}

/**
 * How Helm reaches the cluster. Credentials are asked of AWS at the moment they are needed and last for minutes: none
 * stand in configuration, plan or state.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/eks/get-token.html
 */
export class HelmAccess extends Construct {
  constructor(scope: Construct, id: string, { cluster }: HelmAccessProps) {
    super(scope, id);
    new HelmProvider(this, 'Provider', {
      // Whoever plans reads releases, and should be able to without reading Secrets. Values hold no secrets; of what
      // charts render one key is one, which docs/decisions/0016-webhook-key-in-a-configmap.md weighs.
      helmDriver: 'configmap',
      kubernetes: {
        host: cluster.endpoint,
        clusterCaCertificate: Fn.base64decode(cluster.certificateAuthority),
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1beta1',
          command: 'aws',
          args: ['eks', 'get-token', '--cluster-name', cluster.name, '--region', cluster.region, '--output', 'json'],
        },
      },
    });
  }
}
