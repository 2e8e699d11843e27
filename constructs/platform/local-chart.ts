import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AssetType, TerraformAsset, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { LocalChart } from './release';

/**
 * A chart of this project, carried into the synthesized output so that a saved plan can be applied elsewhere. Its path
 * holds a digest of the content: a changed chart shows as a change of each release made of it.
 *
 * @param name folder in `charts`
 */
export function localChart(scope: Construct, name: Chart): LocalChart {
  const stack = TerraformStack.of(scope);
  const id = `Chart-${name}`;
  const existing = stack.node.tryFindChild(id) as TerraformAsset | undefined;
  const asset =
    existing ?? new TerraformAsset(stack, id, { path: path.join('charts', name), type: AssetType.DIRECTORY });
  return { path: asset.path, version: versionOf(name) };
}

type Chart = 'app' | 'cluster-defaults' | 'definitions' | 'migrations' | 'platform-config';

const versions = new Map<Chart, string>();

/** The chart's own version, read once: each release of each stack asks for it. */
function versionOf(name: Chart): string {
  const known = versions.get(name);
  if (known !== undefined) return known;
  const file = path.join('charts', name, 'Chart.yaml');
  const [, version] = /^version: (\S+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  if (version === undefined) throw new Error(`${file}: says no version: add a line such as "version: 1.0.0"`);
  versions.set(name, version);
  return version;
}
