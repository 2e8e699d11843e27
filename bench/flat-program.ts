import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

type Json = Record<string, unknown>;

const camel = (text: string): string => text.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `aws_db_instance` is in `@cdktf/provider-aws/lib/db-instance`. */
function modulePath(type: string): string {
  const [provider, ...words] = type.split('_');
  return `@cdktf/provider-${provider}/lib/${words.join('-')}`;
}

/** The bindings' class for a Terraform type; some carry a suffix, so the module is asked. */
function className(type: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the modules are known only at run time
  const exported = require(modulePath(type)) as Record<string, { tfResourceType?: string }>;
  const found = Object.entries(exported).find(([, candidate]) => candidate.tfResourceType === type);
  if (!found) throw new Error(`no class for ${type} in ${modulePath(type)}`);
  return found[0];
}

/** Terraform's attribute names as the bindings spell them, all the way down. */
function toConfig(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toConfig);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '//' && key !== 'provider')
      .map(([key, inner]) => [camel(key), toConfig(inner)]),
  );
}

/** Names of the charts that a stack carries along. */
const chartsIn = (assets: string): string[] =>
  existsSync(assets) ? readdirSync(assets).map((name) => name.replace('Chart-', '')) : [];

/**
 * Writes the program that this project is measured against: the same resources and assets, each a bare provider class with its
 * attributes already computed, without any construct of ours. What it takes is cdktf's own floor.
 *
 * @param synthesized folder with `stacks/<name>/cdk.tf.json`
 * @returns how many resources the program makes
 */
export function writeFlatProgram(synthesized: string, outfile: string): number {
  const stacks = readdirSync(path.join(synthesized, 'stacks')).map((name) => ({
    name,
    charts: chartsIn(path.join(synthesized, 'stacks', name, 'assets')),
    json: JSON.parse(readFileSync(path.join(synthesized, 'stacks', name, 'cdk.tf.json'), 'utf8')) as Json,
  }));
  const modules = new Set<string>();
  let resources = 0;
  const bodies = stacks.map(({ name, charts, json }) => {
    const lines = Object.entries((json.resource ?? {}) as Record<string, Record<string, Json>>).flatMap(
      ([type, byId]) => {
        modules.add(type);
        return Object.entries(byId).map(([id, attributes]) => {
          resources += 1;
          return `  new ${className(type)}(stack, ${JSON.stringify(id)}, ${JSON.stringify(toConfig(attributes))});`;
        });
      },
    );
    return [
      '{',
      `  const stack = new TerraformStack(app, ${JSON.stringify(name)});`,
      "  new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });",
      "  new HelmProvider(stack, 'Helm', {});",
      ...charts.map(
        (chart) =>
          `  new TerraformAsset(stack, 'Chart-${chart}', { path: 'charts/${chart}', type: AssetType.DIRECTORY });`,
      ),
      ...lines,
      '}',
    ].join('\n');
  });
  const imports = [...modules].map((type) => `const { ${className(type)} } = require('${modulePath(type)}');`);
  mkdirSync(path.dirname(outfile), { recursive: true });
  writeFileSync(
    outfile,
    [
      "const { App, AssetType, TerraformAsset, TerraformStack } = require('cdktf');",
      "const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');",
      "const { HelmProvider } = require('@cdktf/provider-helm/lib/provider');",
      ...imports,
      'const app = new App();',
      ...bodies,
      'app.synth();',
      '',
    ].join('\n'),
  );
  return resources;
}
