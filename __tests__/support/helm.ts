import { readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { parse, parseAllDocuments } from 'yaml';
import { toolsEnvironment } from './cluster';

/** A Kubernetes object as it is written down. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- each kind has a shape of its own
}

/** Values of a chart. */
export type Values = Readonly<Record<string, unknown>>;

const chartFolder = (name: string): string => path.join(__dirname, '..', '..', 'charts', name);

/** The chart of every app. */
export const appChart = chartFolder('app');
export const clusterDefaultsChart = chartFolder('cluster-defaults');
export const definitionsChart = chartFolder('definitions');
export const migrationsChart = chartFolder('migrations');
export const platformConfigChart = chartFolder('platform-config');

/** The apps of the platform that have example values. */
export const appNames = ['backend', 'web', 'mobile-web', 'ai-mcp', 'worker'] as const;
export type AppName = (typeof appNames)[number];

/** The example values of an app. */
export const appValues = (name: AppName): Values =>
  parse(readFileSync(path.join(__dirname, '..', 'fixtures', 'app-chart', `${name}.yaml`), 'utf8')) as Values;

/** The example values of another chart. */
export const chartValues = (name: 'migrations' | 'platform-config'): Values =>
  parse(readFileSync(path.join(__dirname, '..', 'fixtures', name, 'values.yaml'), 'utf8')) as Values;

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `base` with `changes` laid over it, as Helm lays values over each other; `undefined` takes a key away. */
export function changed(base: Values, changes: Values): Values {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) delete result[key];
    else result[key] = isMap(value) ? changed(isMap(result[key]) ? result[key] : {}, value) : value;
  }
  return result;
}

/** How a Helm command ended. */
export interface HelmResult {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Helm, with `values` as its last values file when there are any. */
export async function helm(
  args: readonly string[],
  values?: Values,
  variables: NodeJS.ProcessEnv = {},
): Promise<HelmResult> {
  const { exitCode, stdout, stderr } = await execa('helm', [...args, ...(values ? ['--values', '-'] : [])], {
    env: { ...toolsEnvironment(), ...variables },
    input: values && JSON.stringify(values),
    reject: false,
  });
  return { exitCode, stdout, stderr };
}

/** What an offline Helm takes for the cluster's version, unless a test says otherwise. */
export const kubernetesVersion = '1.35.0';

/** `helm template` of a chart, the app chart unless told otherwise, whatever comes of it. */
export const tryTemplate = (values: Values, version = kubernetesVersion, chart = appChart): Promise<HelmResult> =>
  helm(['template', 'some-release', chart, '--namespace', 'nxloy', '--kube-version', version], values);

/**
 * The objects that a chart renders, the app chart unless told otherwise.
 *
 * @throws Error with Helm's message
 */
export async function template(
  values: Values,
  version = kubernetesVersion,
  chart = appChart,
): Promise<KubernetesObject[]> {
  const { exitCode, stdout, stderr } = await tryTemplate(values, version, chart);
  if (exitCode !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout)
    .map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS() as KubernetesObject | null;
    })
    .filter((object) => object !== null);
}

/** The only object of a kind (and name). */
export function only(objects: readonly KubernetesObject[], kind: string, name?: string): KubernetesObject {
  const found = objects.filter((object) => object.kind === kind && (!name || object.metadata.name === name));
  if (found.length !== 1) throw new Error(`expected one ${kind} ${name ?? ''}, found ${found.length}`);
  return found[0]!;
}
