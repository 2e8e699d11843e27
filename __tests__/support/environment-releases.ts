import { parse } from 'yaml';
import type { Synthesized } from './synth';

/** A Helm release as it stands in a synthesized stack. */
export interface SynthesizedRelease {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  /** Folder of the project's own chart (`charts/app`), or name of somebody else's. */
  readonly chart: string;
  readonly version?: string;
  /** As Helm gets them, with {@link placeholders} for what only Terraform knows. */
  readonly values: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- each chart has a shape of its own
  readonly dependsOn: readonly string[];
}

/** Stands for whatever Terraform would put there. */
const placeholder = 'arn:aws:acm:us-east-2:000000000000:certificate/placeholder';

/** Digest in place of what a deployment names. */
export const someDigest = `sha256:${'0123456789abcdef'.repeat(4)}`;

const withoutReferences = (text: string): string => text.replace(/\$\{[^}]*\}/g, placeholder);

/** The image of an expression such as `jsonencode({ image = { repository = "…", … } })`. */
function computedImage(expression: string | undefined): object {
  const [, repository] = /repository = "([^"]+)"/.exec(expression ?? '') ?? [];
  return repository ? { image: { repository, digest: someDigest } } : {};
}

/** Every release of a stack, by its name. */
export function releasesOf(stack: Synthesized): Record<string, SynthesizedRelease> {
  return Object.fromEntries(
    Object.entries(stack.resources('helm_release')).map(([id, release]) => {
      const [literal, expression] = release.values as readonly string[];
      const values = { ...parse(withoutReferences(literal ?? '{}')), ...computedImage(expression) };
      const chart = String(release.chart).replace(/^assets\/Chart-([^/]+)\/.*$/, 'charts/$1');
      return [
        release.name,
        {
          id,
          name: release.name,
          namespace: release.namespace,
          chart,
          version: release.version,
          values,
          dependsOn: release.depends_on ?? [],
        },
      ];
    }),
  );
}
