import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { AddonRelease } from './addon-values';
import type { Found } from './chart-evidence';
import { helm, kubernetesVersion, type KubernetesObject } from './helm';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(file);
    else yield file;
  }
}

/** Whether a JSON schema lists a value. */
function lists(schema: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  const properties = isTree(schema) && isTree(schema.properties) ? schema.properties : {};
  return key in properties && lists(properties[key], rest);
}

/** Whether values hold one, be it null. */
const has = (values: unknown, [key, ...rest]: readonly string[]): boolean =>
  key === undefined || (isTree(values) && key in values && has(values[key], rest));

/** A template's mention of a value itself, not of one below it. */
const reference = (valuePath: readonly string[]): string =>
  `\\.Values\\.${valuePath.map((key) => key.replace(/[^\w-]/g, '\\$&')).join('\\.')}(?![\\w.])`;

/** Somebody else's chart in a folder. */
export class UpstreamChart {
  readonly version: string;
  private readonly defaults: Tree;
  private readonly schema: unknown;
  private readonly templates: string;

  constructor(readonly folder: string) {
    const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    this.version = (parse(read('Chart.yaml')) as { version: string }).version;
    this.defaults = parse(read('values.yaml')) as Tree;
    this.schema = existsSync(path.join(folder, 'values.schema.json')) ? JSON.parse(read('values.schema.json')) : {};
    this.templates = [...filesIn(path.join(folder, 'templates'))].map((file) => readFileSync(file, 'utf8')).join('\n');
  }

  /** How the chart knows a value; undefined when it does not. */
  find(valuePath: readonly string[]): Found | undefined {
    if (has(this.defaults, valuePath)) return 'values.yaml';
    if (lists(this.schema, valuePath)) return 'values.schema.json';
    if (this.reads(valuePath)) return 'templates';
    const parents = valuePath.map((_, index) => valuePath.slice(0, index)).slice(1);
    return parents.some((parent) => this.passesOn(parent)) ? 'passed on' : undefined;
  }

  private reads(valuePath: readonly string[]): boolean {
    const parent = valuePath.slice(0, -1).join('.');
    return (
      new RegExp(reference(valuePath)).test(this.templates) ||
      this.templates.includes(`hasKey .Values.${parent} "${valuePath.at(-1)}"`)
    );
  }

  /** Whether a template takes a map over as it is. */
  private passesOn(valuePath: readonly string[]): boolean {
    return new RegExp(`(toYaml|with|:=|merge|include "[^"]*")\\s+\\(?${reference(valuePath)}`).test(this.templates);
  }

  /**
   * What the chart renders for a release, lists taken apart.
   *
   * @throws Error with Helm's message
   */
  async render({ name, namespace, values }: AddonRelease): Promise<KubernetesObject[]> {
    const flags = ['--namespace', namespace, '--kube-version', kubernetesVersion];
    const { exitCode, stdout, stderr } = await helm(['template', name, this.folder, ...flags], values);
    if (exitCode !== 0) throw new Error(stderr);
    return parseAllDocuments(stdout)
      .map((document) => {
        if (document.errors.length > 0) throw document.errors[0];
        return document.toJS() as (KubernetesObject & { items?: KubernetesObject[] }) | null;
      })
      .filter((object) => object !== null)
      .flatMap((object) => (object.kind === 'List' ? (object.items ?? []) : [object]));
  }
}
