import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AssetType, TerraformAsset, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { parse } from 'yaml';
import type { LocalChart } from './release';

/**
 * A chart of this project, carried into the synthesized output so that a saved plan can be applied elsewhere. Its path
 * holds a digest of the content: a changed chart shows as a change of each release made of it.
 *
 * @param name folder in `charts`
 */
export function localChart(
  scope: Construct,
  name: 'app' | 'cluster-defaults' | 'definitions' | 'migrations' | 'platform-config',
): LocalChart {
  const stack = TerraformStack.of(scope);
  const id = `Chart-${name}`;
  const folder = path.join('charts', name);
  const existing = stack.node.tryFindChild(id) as TerraformAsset | undefined;
  const asset = existing ?? new TerraformAsset(stack, id, { path: folder, type: AssetType.DIRECTORY });
  return { path: asset.path, version: versionOf(folder) };
}

const versionOf = (folder: string): string =>
  (parse(readFileSync(path.join(folder, 'Chart.yaml'), 'utf8')) as { readonly version: string }).version;
