import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { UserError } from '../errors';
import { Kubectl } from '../kubernetes/kubectl';
import { assertLocal } from '../kubernetes/local-context';
import { Helm } from './helm';

/** A cluster on which releases can be rehearsed. */
export interface RehearsalCluster {
  readonly context: string;
  readonly kubectl: Kubectl;
  readonly helm: Helm;
  /** Whether its nodes run no container, and only say that they do (KWOK). */
  readonly isSimulated: boolean;
}

interface Node {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}

const isPlayed = ({ metadata }: Node): boolean => metadata.annotations?.['kwok.x-k8s.io/node'] !== undefined;

const howToGetCluster = 'kind create cluster --kubeconfig kubeconfig.rehearsal, then --kubeconfig kubeconfig.rehearsal';

/** Kubeconfig of the kind cluster on this machine; undefined when there is none, or more than one. */
async function kindKubeconfig(directory: string): Promise<string | undefined> {
  const kind = (...args: readonly string[]) => execa('kind', args, { reject: false, stdin: 'ignore' });
  const clusters = (await kind('get', 'clusters')).stdout?.split('\n').filter(Boolean) ?? [];
  if (clusters.length !== 1) return undefined;
  const { stdout } = await kind('get', 'kubeconfig', '--name', clusters[0]!);
  const file = path.join(directory, 'kubeconfig.kind');
  writeFileSync(file, stdout, { mode: 0o600 });
  return file;
}

/** Placeholders belong to no image, so real nodes could never start anything. */
function assertHasImages(isSimulated: boolean, context: string): void {
  if (isSimulated || process.env.TF_VAR_images) return;
  throw new UserError({
    thing: `cluster ${context}`,
    rule: 'has nodes that run containers, and nobody has said which images',
    mend: 'name images that it can pull: TF_VAR_images=\'{"nxloy-backend":"sha256:…", …}\', or use a cluster whose nodes are simulated (KWOK)',
  });
}

async function connect(kubeconfig: string): Promise<RehearsalCluster> {
  const kubectl = new Kubectl(path.resolve(kubeconfig));
  const context = await assertLocal(kubectl);
  const nodes = await kubectl.list<Node>('nodes');
  const isSimulated = nodes.length > 0 && nodes.every(isPlayed);
  assertHasImages(isSimulated, context);
  return { context, kubectl, helm: new Helm(kubectl.kubeconfig), isSimulated };
}

/**
 * The cluster to rehearse on: that of a kubeconfig, or the kind cluster that is there.
 *
 * @param directory for files that are only needed meanwhile
 * @returns why there is none, and how to get one, in its place
 * @throws UserError when the one that was named cannot be used
 */
export async function findCluster(
  kubeconfig: string | undefined,
  directory: string,
): Promise<RehearsalCluster | string> {
  if (kubeconfig !== undefined) return connect(kubeconfig);
  const kind = await kindKubeconfig(directory);
  if (kind === undefined) return `make one: ${howToGetCluster}`;
  return connect(kind).catch((error: Error) => error.message);
}
