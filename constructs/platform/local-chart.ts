import { AssetType, TerraformAsset, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
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
  const asset = stack.node.tryFindChild(id) as TerraformAsset | undefined;
  return asset ?? new TerraformAsset(stack, id, { path: `charts/${name}`, type: AssetType.DIRECTORY });
}
