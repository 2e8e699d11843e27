import type { SynthesizedStack } from '../../sandbox/stack-json';

/** Which release it is: names are unique in a namespace only. */
export interface ReleaseName {
  readonly name: string;
  readonly namespace: string;
}

/** The Helm releases of a stack, by their addresses. */
export const releasesOf = (stack: SynthesizedStack): Map<string, ReleaseName> =>
  new Map(
    Object.entries(stack.resource?.helm_release ?? {}).map(([id, { name, namespace }]) => [
      `helm_release.${id}`,
      { name: String(name), namespace: String(namespace) },
    ]),
  );
