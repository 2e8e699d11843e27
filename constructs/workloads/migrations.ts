import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { localChart } from '../platform/local-chart';
import { Release } from '../platform/release';
import { applicationNamespace } from './namespace';
import type { ReleaseImage } from './release-images';

export interface MigrationsProps {
  /** What migrates when it is run as it is; also sees to the roles, for which it has `sh` and psql 15 or newer on its PATH. */
  readonly image: ReleaseImage;
  /** Where the database is: nothing else is let through. */
  readonly databaseCidrs: readonly string[];
  readonly kubernetesVersion: string;
  /** The namespace and its Secrets must have been asked for. */
  readonly after: readonly ITerraformDependable[];
  /**
   * Seconds until a migration is stopped. Whatever is deployed after it waits as long.
   *
   * @default 840
   */
  readonly deadlineSeconds?: number;
}

/** What Helm waits beyond the migration's own deadline, so that the migration has ended when the release is taken back. */
const margin = 120;

/**
 * Brings the database's schema up to date, and its roles, these also between deployments. Applications come after
 * `ready`: when a migration fails, none of them is touched, and the next deployment tries again.
 *
 * @see docs/decisions/0013-migrations-as-a-hook.md
 */
export class Migrations extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: MigrationsProps) {
    super(scope, id);
    const { image, databaseCidrs, kubernetesVersion, after, deadlineSeconds = 840 } = props;
    const release = new Release(this, 'Release', {
      name: 'migrations',
      namespace: applicationNamespace,
      chart: localChart(this, 'migrations'),
      kubernetesVersion,
      values: {
        deadlineSeconds,
        networkPolicy: { egress: { ipBlocks: databaseCidrs.map((cidr) => ({ cidr, ports: [5432] })) } },
      },
      computedValues: image.values,
      preconditions: image.preconditions,
      timeoutSeconds: deadlineSeconds + margin,
      after,
    });
    this.ready = release.ready;
  }
}
