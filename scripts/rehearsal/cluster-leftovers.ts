import { UserError } from '../errors';
import type { Kubectl } from '../kubernetes/kubectl';
import type { ReleaseName } from '../kubernetes/stack-releases';

/** Namespaces that every cluster has. */
const givenNamespaces = ['default', 'kube-system'];

/** Kinds that come and go by themselves. */
const volatile =
  /^(events|leases|componentstatuses|nodes|csinodes|.*metrics\.k8s\.io|endpointslices|apiservices)(\.|$)/;

const isDefinition = (object: string): boolean => object.startsWith('CustomResourceDefinition/');

const kindsOf = async (kubectl: Kubectl, namespaced: boolean): Promise<string> => {
  const printed = await kubectl.run(['api-resources', '--verbs=list', `--namespaced=${namespaced}`, '--output=name']);
  return printed
    .split('\n')
    .filter((kind) => kind && !volatile.test(kind))
    .join(',');
};

/** One line an object: kind, namespace, name, and the release that it belongs to. */
const format =
  'jsonpath={range .items[*]}{.kind}/{.metadata.namespace}/{.metadata.name} {.metadata.annotations.meta\\.helm\\.sh/release-name}{"\\n"}{end}';

/** What the releases have put into the cluster: all objects of their namespaces, and what else carries their names. */
export async function inventory(kubectl: Kubectl, releases: readonly ReleaseName[]): Promise<string[]> {
  const namespaces = new Set(releases.map(({ namespace }) => namespace));
  const names = new Set(releases.map(({ name }) => name));
  const get = async (kinds: string, ...flags: readonly string[]): Promise<(readonly [string, string])[]> =>
    (await kubectl.run(['get', kinds, ...flags, '--output', format]))
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ') as [string, string]);
  const inNamespaces = (await get(await kindsOf(kubectl, true), '--all-namespaces')).filter(([object]) =>
    namespaces.has(object.split('/')[1] ?? ''),
  );
  const clusterWide = (await get(await kindsOf(kubectl, false))).filter(
    ([object, release]) =>
      names.has(release) || isDefinition(object) || namespaces.has(object.replace('Namespace//', '')),
  );
  return [...inNamespaces, ...clusterWide].map(([object]) => object).sort();
}

/**
 * Removes the namespaces that Helm has made, which it never removes itself.
 *
 * @param before what was there already
 */
export async function removeNamespaces(
  kubectl: Kubectl,
  releases: readonly ReleaseName[],
  before: readonly string[],
): Promise<void> {
  const made = [...new Set(releases.map(({ namespace }) => namespace))].filter(
    (namespace) => !givenNamespaces.includes(namespace) && !before.includes(`Namespace//${namespace}`),
  );
  if (made.length > 0) await kubectl.run(['delete', 'namespaces', '--ignore-not-found', '--timeout=120s', ...made]);
}

/** @throws UserError when a namespace of the releases exists already: it would be removed with all that is in it */
export function assertUntouched(releases: readonly ReleaseName[], before: readonly string[], context: string): void {
  const used = releases.find(
    ({ namespace }) => !givenNamespaces.includes(namespace) && before.includes(`Namespace//${namespace}`),
  );
  if (!used) return;
  throw new UserError({
    thing: `cluster ${context}`,
    rule: `has a namespace "${used.namespace}" already, and what is rehearsed there is removed afterwards`,
    mend: `use another cluster, or remove it: kubectl delete namespace ${used.namespace}`,
  });
}

/**
 * Definitions that are still there although their releases are gone, as they should be: every object of their kinds
 * would go with them.
 *
 * @throws UserError that lists whatever else is left
 */
export function assertOnlyDefinitionsAreLeft(before: readonly string[], now: readonly string[]): string[] {
  const added = now.filter((object) => !before.includes(object));
  const left = added.filter((object) => !isDefinition(object));
  if (left.length > 0)
    throw new UserError({
      thing: 'cluster',
      rule: `still holds ${left.length} things that were not there before:\n    ${left.join('\n    ')}`,
      mend: 'find out why removing the releases does not remove them',
    });
  return added;
}
