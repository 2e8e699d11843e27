import { parseAllDocuments } from 'yaml';
import type { Kubectl } from '../kubernetes/kubectl';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** Kinds by which the API server calls a pod in the middle of other people's requests. */
const calling = ['APIService', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/**
 * Switches off what makes the API server call the pods of a release: simulated pods never answer, and requests would be
 * refused for that.
 *
 * @param manifest the release's objects
 * @returns what was switched off
 */
export async function switchOffCalls(kubectl: Kubectl, manifest: string): Promise<string[]> {
  const objects = parseAllDocuments(manifest)
    .map((document) => document.toJS() as Manifest | null)
    .filter((object) => object !== null)
    .filter(({ kind }) => calling.includes(kind))
    .map(({ kind, metadata: { name } }) => `${kind}/${name}`);
  if (objects.length > 0) await kubectl.run(['delete', '--ignore-not-found', ...objects]);
  return objects;
}
