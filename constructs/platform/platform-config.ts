import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { secretName } from '../account/names';
import type { Protection } from '../protection';
import { localChart } from './local-chart';
import { computed, Release } from './release';

export interface PlatformConfigProps {
  /** The applications' namespace: made here, and removed with all that is in it. */
  readonly namespace: string;
  /** `prevent-destroy` keeps Terraform from removing the namespace, and with it everything that customers use. */
  readonly protection: Protection;
  /** Such as `dev`: part of the names of its secrets, and a public setting. */
  readonly environment: string;
  /** Where the secrets are. */
  readonly region: string;
  /** Host of the primary: part of the addresses that pods find in their Secrets. */
  readonly databaseHost: string;
  readonly cacheHost: string;
  /** What applications read from `app.json` in ConfigMap `app-config`, besides `environment`. Browsers may see it. */
  readonly publicSettings: Readonly<Record<string, string | number | boolean>>;
  /** Kubernetes minor of the cluster: also the edition of Pod Security that the namespace enforces. */
  readonly kubernetesVersion: string;
  /** External Secrets must be there, and outlive this: it alone can let go of what it was asked for. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * What applications find when they come: their namespace, closed to everybody, their public settings, and Secrets that
 * follow Secrets Manager within a minute. `ready` says that the Secrets are asked for; a pod that comes before them waits.
 */
export class PlatformConfig extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PlatformConfigProps) {
    super(scope, id);
    const { namespace, protection, environment, region, databaseHost, cacheHost, publicSettings } = props;
    const { kubernetesVersion, after } = props;
    const secret = (name: string): string => secretName(environment, name);
    const release = new Release(this, 'Release', {
      name: 'platform-config',
      // The release makes the applications' namespace, so its own record lies elsewhere.
      namespace: 'kube-system',
      chart: localChart(this, 'platform-config'),
      kubernetesVersion,
      values: {
        namespace,
        podSecurityVersion: `v${kubernetesVersion}`,
        region,
        secrets: {
          database: secret('database'),
          databaseMaster: secret('database-master'),
          redis: secret('redis'),
          backend: secret('backend'),
          apiKeys: secret('api-keys'),
        },
        publicSettings: { ...publicSettings, environment },
      },
      computedValues: computed({ database: { host: databaseHost }, cache: { host: cacheHost } }),
      protection,
      after,
    });
    this.ready = release.ready;
  }
}
