import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { changed, type Values } from './helm';
import type { Synthesized } from './synth';

/** A Helm release as it stands in a synthesized stack. */
export interface SynthesizedRelease {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  /** Folder of the project's own chart (`charts/app`), or name of somebody else's. */
  readonly chart: string;
  readonly version?: string;
  /** As Helm gets them, with placeholders for what only Terraform knows. */
  readonly values: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- each chart has a shape of its own
  readonly dependsOn: readonly string[];
}

/** Digest in place of what a deployment names. */
const someDigest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Stand for whatever Terraform would put there. */
const someArn = 'arn:aws:acm:us-east-2:000000000000:certificate/placeholder';
const someKey = 'arn:aws:kms:us-east-2:000000000000:key/placeholder';
const someName = 'placeholder.example.com';

const withoutReferences = (text: string): string => text.replace(/\$\{[^}]*\}/g, someArn);

/** The values of an expression such as `jsonencode({"host" = aws_db_instance.Database.address})`. */
function computedValues(expression: string): Values {
  const [, repository] = /repository = "([^"]+)"/.exec(expression) ?? [];
  if (repository) return { image: { repository, digest: someDigest } };
  const [, object = '{}'] = /^\$\{jsonencode\((.*)\)\}$/s.exec(expression) ?? [];
  const json = object
    .replace(/("(?:[^"\\]|\\.)*")\s*=\s*/g, '$1: ')
    .replace(/"([^"]+)": (?!true|false|null)[a-z][\w.-]*/g, (_, key: string) => {
      return `"${key}": "${key.endsWith('KeyArn') ? someKey : someName}"`;
    });
  return JSON.parse(json) as Values;
}

/** Every release of a stack, by its name. */
export function releasesOf(stack: Synthesized): Record<string, SynthesizedRelease> {
  return Object.fromEntries(
    Object.entries(stack.resources('helm_release')).map(([id, release]) => {
      const [literal, expression] = release.values as readonly string[];
      const values = changed(parse(withoutReferences(literal ?? '{}')), expression ? computedValues(expression) : {});
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

/** The values of a release of one of the project's own charts, with what that chart assumes where they say nothing. */
export function wholeValues({ chart, values }: SynthesizedRelease): SynthesizedRelease['values'] {
  const defaults = readFileSync(path.join(__dirname, '..', '..', chart, 'values.yaml'), 'utf8');
  return changed(parse(defaults), values);
}
