import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { environmentPrefix, releaseParameterName } from '../constructs/account/names';
import type { Cluster } from '../constructs/cluster/cluster';
import type { IGrantee } from '../constructs/identity/grantee';
import { PodIdentity } from '../constructs/identity/pod-identity';
import type { Network } from '../constructs/network/network';
import { HelmAccess } from '../constructs/platform/helm-access';
import { isProtected } from '../constructs/protection';
import { Application } from '../constructs/workloads/application';
import type { ApplicationSurroundings } from '../constructs/workloads/application-values';
import { applicationNamespace } from '../constructs/workloads/namespace';
import { ReleaseImages } from '../constructs/workloads/release-images';
import type { Environment } from '../environments';
import { applicationsOf, hostNamed } from '../environments/environment-applications';
import { platform } from '../environments/platform';

export interface KubernetesLayerProps {
  readonly environment: Environment;
  readonly cluster: Cluster;
  readonly network: Network;
  /** Of the environment's hosts. */
  readonly certificateArn: string;
}

/** What runs on an environment's cluster: add-ons first, then what applications find there, then the applications. */
export class KubernetesLayer extends Construct {
  private readonly identities: Readonly<Record<string, PodIdentity>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesLayerProps,
  ) {
    super(scope, id);
    new HelmAccess(this, 'Helm', { cluster: props.cluster.access });
    this.identities = this.createIdentities();
    this.createApplications(props.cluster.ready);
  }

  /** The applications that reach the assets bucket. */
  get assetUsers(): readonly IGrantee[] {
    return Object.values(this.identities);
  }

  private createIdentities(): Record<string, PodIdentity> {
    const { environment, cluster } = this.props;
    const users = Object.entries(applicationsOf(environment)).filter(([, { reaches }]) => reaches?.includes('assets'));
    return Object.fromEntries(
      users.map(([name]) => [
        name,
        new PodIdentity(this, `Identity-${name}`, {
          name: `${environmentPrefix(environment.name)}-${name}`,
          accountId: environment.account.id,
          clusterName: cluster.name,
          namespace: applicationNamespace,
          serviceAccount: name,
        }),
      ]),
    );
  }

  private createApplications(after: readonly ITerraformDependable[]): void {
    const { environment } = this.props;
    const surroundings = this.surroundings();
    const images = new ReleaseImages(this, 'Images', {
      recordName: releaseParameterName(environment.name),
      registry: `${platform.registryAccount.id}.dkr.ecr.${platform.registryRegion}.amazonaws.com`,
      images: platform.images,
      protection: environment.protection,
    });
    Object.keys(surroundings.applications).forEach(
      (name) =>
        new Application(this, `Application-${name}`, {
          name,
          surroundings,
          images,
          kubernetesVersion: environment.cluster.version,
          after: [...after, ...(this.identities[name]?.ready ?? [])],
        }),
    );
  }

  private surroundings(): ApplicationSurroundings {
    const { environment, network, certificateArn } = this.props;
    return {
      loadBalancer: environmentPrefix(environment.name),
      certificateArn,
      keepLoadBalancer: isProtected(environment.protection),
      publicCidrs: network.publicCidrs,
      databaseCidrs: network.databaseCidrs,
      dedicatedNodes: environment.cluster.nodeGroups.flatMap(({ dedicatedTo }) => dedicatedTo ?? []),
      hostNamed: (name) => hostNamed(environment, name),
      applications: applicationsOf(environment),
    };
  }
}
