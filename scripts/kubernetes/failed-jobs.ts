import pc from 'picocolors';
import type { TerraformEvent } from '../terraform/events';
import { diagnosticsOf } from '../terraform/failure';
import type { Session } from '../terraform/operation';
import { idsInState } from '../terraform/state-summary';
import { accessCommand, clusterInState, onCluster } from './cluster-access';
import { type ReleaseName, releasesOf } from './stack-releases';

/** Lines of each container's log that are shown. */
const tail = 50;

/** Releases that failed because of one of their Jobs, such as the database's migrations. */
export function releasesWithFailedJobs(
  releases: ReadonlyMap<string, ReleaseName>,
  events: readonly TerraformEvent[],
): ReleaseName[] {
  const failed = diagnosticsOf(events).filter(
    ({ severity, summary, detail }) => severity === 'error' && /\b(job|hooks?)\b/i.test(`${summary} ${detail}`),
  );
  const addresses = new Set(failed.map(({ address }) => address ?? ''));
  return [...releases].flatMap(([address, release]) => (addresses.has(address) ? [release] : []));
}

/**
 * Flags by which `kubectl logs` prints what a release's Job last said, its init containers included. That Job bears the
 * release's name; those of CronJobs do not.
 */
const logFlags = ({ name, namespace }: ReleaseName): string[] => [
  '--namespace',
  namespace,
  '--selector',
  `app.kubernetes.io/instance=${name},batch.kubernetes.io/job-name=${name}`,
  '--all-containers',
  // Where an init container failed, the others have no log: that is an error otherwise.
  '--ignore-errors',
  '--prefix',
  '--tail',
  String(tail),
];

/** Shows why the Jobs of a failed deployment failed. Where the cluster cannot be reached, it tells how to see it. */
export async function showFailedJobs(
  { target, workspace, output }: Session,
  events: readonly TerraformEvent[],
): Promise<void> {
  const failed = releasesWithFailedJobs(releasesOf(workspace.stack), events);
  if (failed.length === 0) return;
  const cluster = clusterInState(idsInState(await workspace.terraform.pullState()));
  if (cluster === undefined) return;
  for (const release of failed)
    try {
      const log = await onCluster(cluster, target, (kubectl) => kubectl.logs(logFlags(release)));
      output.note(pc.bold(`What the Job of ${release.name} said last:`));
      log.split('\n').forEach((line) => output.note(`  ${line}`));
    } catch {
      const command = `${accessCommand(cluster, target)} && kubectl logs ${logFlags(release).join(' ')}`;
      output.note(`What the Job of ${release.name} said last: ${command}`);
    }
}
