import type { Output } from '../output';
import { accountOf, type Session } from '../terraform/operation';
import { readStateLock, stateLocation } from '../terraform/state-lock';
import { idsInState } from '../terraform/state-summary';
import { clusterInState, onCluster } from './cluster-access';
import type { Kubectl } from './kubectl';
import { type ReleaseName, releasesOf } from './stack-releases';

/** A revision of a release that was begun and not ended. */
export interface PendingRevision extends ReleaseName {
  readonly revision: string;
  readonly status: string;
}

/** Helm's words for "somebody works on it"; it refuses to begin anything else meanwhile, for ever. */
const unfinished = 'status in (pending-install,pending-upgrade,pending-rollback,uninstalling)';

interface RevisionRecord {
  readonly metadata: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
}

/** The unfinished revisions of `releases`: Helm keeps each revision as a ConfigMap. */
export async function pendingRevisions(kubectl: Kubectl, releases: readonly ReleaseName[]): Promise<PendingRevision[]> {
  const records = await kubectl.list<RevisionRecord>(
    'configmaps',
    '--all-namespaces',
    '--selector',
    `owner=helm,${unfinished}`,
    '--request-timeout',
    '10s',
  );
  return records
    .map(({ metadata: { namespace, labels } }) => ({
      namespace,
      name: labels.name ?? '',
      revision: labels.version ?? '',
      status: labels.status ?? '',
    }))
    .filter((found) => releases.some(({ name, namespace }) => name === found.name && namespace === found.namespace));
}

/**
 * Forgets a revision that no one will finish. What it made stays; Helm goes on from the revision before, or adopts what
 * is there when it installs again.
 */
async function forgetRevision(kubectl: Kubectl, { name, namespace, revision, status }: PendingRevision): Promise<void> {
  // By its labels: should someone have finished it after all, it is left alone.
  const selector = `owner=helm,name=${name},version=${revision},status=${status}`;
  await kubectl.run(['delete', 'configmaps', '--namespace', namespace, '--selector', selector]);
}

/** Forgets all unfinished revisions, unless they may belong to a run that still works. @returns whether there were any */
export async function forgetPending(
  kubectl: Kubectl,
  releases: readonly ReleaseName[],
  isAtWork: () => Promise<boolean>,
  output: Output,
): Promise<boolean> {
  const found = await pendingRevisions(kubectl, releases);
  // Asked afterwards: whoever made them holds the state's lock, or has ended.
  if (found.length === 0 || (await isAtWork())) return false;
  for (const one of found) {
    output.note(
      `Release ${one.name}: an interrupted run left revision ${one.revision} ${one.status}, which would block every other. Forgetting that revision.`,
    );
    await forgetRevision(kubectl, one);
  }
  return true;
}

/**
 * Lets Helm go on where an interrupted run left a release half-way. Does nothing before there is a cluster. Must come
 * before a plan is made: without its last revision a release may have to be installed instead of upgraded.
 *
 * @returns whether anything was forgotten; a plan from before is then worth nothing
 */
export async function recoverReleases({ target, workspace, output }: Session): Promise<boolean> {
  const releases = [...releasesOf(workspace.stack).values()];
  if (target.sandbox || releases.length === 0) return false;
  const cluster = clusterInState(idsInState(await workspace.terraform.pullState()));
  if (cluster === undefined) return false;
  const isAtWork = async (): Promise<boolean> =>
    (await readStateLock(accountOf(target), stateLocation(workspace.stack))) !== undefined;
  try {
    return await onCluster(cluster, target, (kubectl) => forgetPending(kubectl, releases, isAtWork, output));
  } catch (error) {
    // Usually nothing is pending; if something is, Helm says so.
    output.note(`  ! could not look for releases that an interrupted run left pending: ${(error as Error).message}`);
    return false;
  }
}
