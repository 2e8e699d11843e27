import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { environmentPrefix, releaseParameterName } from '../constructs/account/names';
import type { Cluster } from '../constructs/cluster/cluster';
import type { HostedZone } from '../constructs/dns/hosted-zone';
import { PodIdentity } from '../constructs/identity/pod-identity';
import type { Network } from '../constructs/network/network';
import { Addons } from '../constructs/platform/addons/addons';
import { ApplicationAddons } from '../constructs/platform/addons/application-addons';
import { ClusterDefaults } from '../constructs/platform/cluster-defaults';
import { HelmAccess } from '../constructs/platform/helm-access';
import { PlatformConfig } from '../constructs/platform/platform-config';
import { isProtected } from '../constructs/protection';
import type { AssetsBucket } from '../constructs/storage/assets-bucket';
import { Application } from '../constructs/workloads/application';
import type { ApplicationSurroundings } from '../constructs/workloads/application-values';
import { Migrations } from '../constructs/workloads/migrations';
import { applicationNamespace } from '../constructs/workloads/namespace';
import { ReleaseImages } from '../constructs/workloads/release-images';
import type { Environment } from '../environments';
import { applicationsOf, hostNamed } from '../environments/environment-applications';
import { platform } from '../environments/platform';

export interface KubernetesLayerProps {
  readonly environment: Environment;
  /** Tags of what controllers make. */
  readonly tags: Readonly<Record<string, string>>;
  readonly cluster: Cluster;
  readonly network: Network;
  readonly zone: HostedZone;
  /** Of the environment's hosts. */
  readonly certificateArn: string;
  readonly databaseHost: string;
  readonly cacheHost: string;
  readonly assets: AssetsBucket;
  /** What lets pods reach the data stores. */
  readonly reachable: readonly ITerraformDependable[];
}

/** What runs on an environment's cluster. */
export class KubernetesLayer extends Construct {
  private readonly prefix: string;
  private readonly kubernetesVersion: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesLayerProps,
  ) {
    super(scope, id);
    this.prefix = environmentPrefix(props.environment.name);
    this.kubernetesVersion = props.environment.cluster.version;
    new HelmAccess(this, 'Helm', { cluster: props.cluster.access });
    this.wire();
  }

  /** Each waits for those before it, and is gone before they are. */
  private wire(): void {
    const { kubernetesVersion } = this;
    const { cluster, network, reachable } = this.props;
    const defaults = new ClusterDefaults(this, 'ClusterDefaults', {
      kubernetesVersion,
      volumeKeyArn: cluster.volumeKeyArn,
      after: cluster.ready,
    });
    const addons = this.createAddons();
    const config = this.createConfig([...defaults.ready, ...addons.ready]);
    const applicationAddons = new ApplicationAddons(this, 'ApplicationAddons', {
      kubernetesVersion,
      namespace: applicationNamespace,
      after: [...addons.ready, ...config.ready],
    });
    const images = this.createImages();
    const migrations = new Migrations(this, 'Migrations', {
      kubernetesVersion,
      image: images.of('nxloy-migrations'),
      databaseCidrs: network.databaseCidrs,
      after: [...config.ready, ...reachable],
    });
    this.createApplications(images, [...applicationAddons.ready, ...migrations.ready]);
  }

  private createAddons(): Addons {
    const { environment, cluster, network, zone, tags } = this.props;
    return new Addons(this, 'Addons', {
      name: this.prefix,
      accountId: environment.account.id,
      region: environment.region,
      environment: environment.name,
      cluster: { name: cluster.name, kubernetesVersion: this.kubernetesVersion },
      vpcId: network.vpcId,
      keepLoadBalancers: isProtected(environment.protection),
      zone,
      tags,
      after: cluster.ready,
    });
  }

  private createConfig(after: readonly ITerraformDependable[]): PlatformConfig {
    const { environment, databaseHost, cacheHost } = this.props;
    return new PlatformConfig(this, 'Config', {
      namespace: applicationNamespace,
      protection: environment.protection,
      environment: environment.name,
      region: environment.region,
      databaseHost,
      cacheHost,
      publicSettings: { apiUrl: `https://${hostNamed(environment, 'api')}` },
      kubernetesVersion: this.kubernetesVersion,
      after,
    });
  }

  private createImages(): ReleaseImages {
    const { name, protection } = this.props.environment;
    return new ReleaseImages(this, 'Images', {
      recordName: releaseParameterName(name),
      registry: `${platform.registryAccount.id}.dkr.ecr.${platform.registryRegion}.amazonaws.com`,
      images: platform.images,
      protection,
    });
  }

  private createApplications(images: ReleaseImages, after: readonly ITerraformDependable[]): void {
    const surroundings = this.surroundings();
    for (const [name, { reaches }] of Object.entries(surroundings.applications))
      new Application(this, `Application-${name}`, {
        name,
        surroundings,
        images,
        kubernetesVersion: this.kubernetesVersion,
        after: [...after, ...(reaches?.includes('assets') ? this.createAssetsUser(name).ready : [])],
      });
  }

  /** The AWS identity of an application that works with the assets. */
  private createAssetsUser(application: string): PodIdentity {
    const { environment, cluster, assets } = this.props;
    const identity = new PodIdentity(this, `Identity-${application}`, {
      name: `${this.prefix}-${application}`,
      accountId: environment.account.id,
      clusterName: cluster.name,
      namespace: applicationNamespace,
      serviceAccount: application,
    });
    assets.grantReadWrite(identity);
    return identity;
  }

  private surroundings(): ApplicationSurroundings {
    const { environment, network, certificateArn } = this.props;
    return {
      loadBalancer: this.prefix,
      certificateArn,
      publicCidrs: network.publicCidrs,
      databaseCidrs: network.databaseCidrs,
      dedicatedNodes: environment.cluster.nodeGroups.flatMap(({ dedicatedTo }) => dedicatedTo ?? []),
      hostNamed: (name) => hostNamed(environment, name),
      applications: applicationsOf(environment),
    };
  }
}
