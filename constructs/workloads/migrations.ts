import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { localChart } from '../platform/local-chart';
import { Release } from '../platform/release';
import { applicationNamespace } from './namespace';
import type { ReleaseImage } from './release-images';

export interface MigrationsProps {
  /** What migrates when it is run as it is. */
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

/** Has psql, for the database's roles: it is newer than any server of RDS that is asked, as psql wants to be. */
const databaseClient = { repository: 'public.ecr.aws/docker/library/postgres', tag: '17.6-alpine3.22' };

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
        roles: { image: databaseClient },
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
