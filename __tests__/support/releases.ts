import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import type { ITerraformDependable, TerraformStack } from 'cdktf';
import { parse } from 'yaml';
import { changed, type Values } from './helm';
import { permissionScope } from './permission-scope';
import { type Synthesized, synthesize } from './synth';

type Attributes = ReturnType<Synthesized['matching']>;

/** `${jsonencode({"a" = "b"})}` with names of resources, which Terraform would resolve, as text. */
function fromExpression(expression: string): Values {
  const [, object] = /^\$\{jsonencode\((.*)\)\}$/s.exec(expression) ?? [];
  if (object === undefined) throw new Error(`not an expression of values: ${expression}`);
  const json = object
    .replace(/("(?:[^"\\]|\\.)*")\s*=\s*/g, '$1: ')
    .replace(/: (?!true|false|null)([a-z][\w.-]*)/g, ': "$1"');
  return JSON.parse(json) as Values;
}

/** Literals that Terraform would otherwise take for its own. */
const unescaped = (text: string): string => text.replaceAll('%%{', '%{').replaceAll('$${', '${');

/** The values of a synthesized release, laid over each other as Helm does. */
export function releaseValues(release: Attributes): Values {
  return (release.values as string[])
    .map((text) => (text.startsWith('${') ? fromExpression(text) : (parse(unescaped(text)) as Values)))
    .reduce(changed, {});
}

/** A synthesized release by its name. */
export const releaseNamed = (synthesized: Synthesized, name: string): Attributes =>
  synthesized.matching('helm_release', { name });

/** Terraform address of a synthesized release, as others depend on it. */
export function addressOf(synthesized: Synthesized, name: string): string {
  const found = Object.entries(synthesized.resources('helm_release')).filter(([, release]) => release.name === name);
  if (found.length !== 1) throw new Error(`expected one release ${name}, found ${found.length}`);
  return `helm_release.${found[0]![0]}`;
}

/** What every add-on is told in tests: of the environment whose permissions are known. */
export const addonProps = {
  name: permissionScope.prefix,
  accountId: permissionScope.accountId,
  region: 'eu-central-1',
  clusterName: permissionScope.prefix,
  kubernetesVersion: '1.35',
};

/** Synthesizes what `build` adds to a stack in which Helm can be used; it comes after something. */
export const synthesizePlatform = (
  build: (stack: TerraformStack, after: readonly ITerraformDependable[]) => void,
): Synthesized =>
  synthesize((stack) => {
    new HelmProvider(stack, 'Helm', {});
    build(stack, [new Vpc(stack, 'Nodes', { cidrBlock: '10.0.0.0/16' })]);
  });
