import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { execa } from 'execa';
import { stringify } from 'yaml';
import type { KubernetesObject } from './helm';

/**
 * The Kubernetes that tests work on. They never take the one that a person happens to be signed in to, only
 *
 * - `KUBECONFIG_TEST`: path of a kubeconfig whose context is of kind, minikube, k3d or Docker Desktop, or
 * - `NXLOY_CLUSTER`: path of a program that has the verbs `up`, and `env`, which prints `export KUBECONFIG=…` and
 *   `export PATH=…` lines.
 */

/** An object as the API server has it. */
export interface LiveObject extends KubernetesObject {
  readonly status: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- each kind has a shape of its own
}

/** Names of contexts that are on one's own machine. */
const localContext = /^(kind-|k3d-|minikube$|docker-desktop$)/;

const program = (): string | undefined => process.env.NXLOY_CLUSTER || undefined;

/** The variables that the cluster's program prints. */
function programVariables(): NodeJS.ProcessEnv {
  const script = program();
  if (!script) return {};
  const printed = execFileSync(script, ['env'], { encoding: 'utf8' });
  const read = (name: string): string | undefined => new RegExp(`^export ${name}=(.+)$`, 'm').exec(printed)?.[1];
  return {
    PATH: read('PATH')?.replace('$PATH', process.env.PATH ?? ''),
    KUBECONFIG: read('KUBECONFIG'),
  };
}

/** Environment in which Helm and kubectl are found, without anybody's own cluster. */
export function toolsEnvironment(): NodeJS.ProcessEnv {
  const { PATH = process.env.PATH } = programVariables();
  return { PATH, KUBECONFIG: '/dev/null', HELM_NAMESPACE: '' };
}

/** Environment in which they work on the tests' cluster, which need not run yet. */
export function clusterEnvironment(): NodeJS.ProcessEnv {
  const { PATH = process.env.PATH, KUBECONFIG } = programVariables();
  return { PATH, KUBECONFIG: process.env.KUBECONFIG_TEST || KUBECONFIG };
}

/** Whether a program can be started. */
function has(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { env: toolsEnvironment(), stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Says what is missing when Helm is; undefined when it is there. */
export const helmMissing = (): string | undefined =>
  has('helm', 'version', '--short') ? undefined : 'Helm is not on the PATH: https://helm.sh/docs/intro/install/';

/** Says what is missing when there is no cluster; undefined when there is one, or can be. */
export function clusterMissing(): string | undefined {
  if (!program() && !process.env.KUBECONFIG_TEST)
    return (
      'no Kubernetes to test on: run `kind create cluster --kubeconfig kubeconfig.test` and set ' +
      'KUBECONFIG_TEST=$PWD/kubeconfig.test'
    );
  if (!has('kubectl', 'version', '--client'))
    return 'kubectl is not on the PATH: https://kubernetes.io/docs/tasks/tools/';
  return undefined;
}

/** `describe`, unless something is missing: then the tests count as skipped, and it is said what they would need. */
export function describeUnless(missing: string | undefined): jest.Describe {
  if (!missing) return describe;
  const { testPath = '' } = expect.getState();
  // Jest shows no console output of files whose tests are all skipped.
  process.stderr.write(`SKIPPED ${path.basename(testPath)}: ${missing}\n`);
  return describe.skip;
}

/** A cluster that answers. */
export class Cluster {
  private constructor(readonly environment: NodeJS.ProcessEnv) {}

  /** @throws Error when it does not answer, or is not on one's own machine */
  static async connect(): Promise<Cluster> {
    if (!process.env.KUBECONFIG_TEST) await Cluster.start();
    const cluster = new Cluster(clusterEnvironment());
    const context = (await cluster.kubectl('config', 'current-context')).trim();
    if (!localContext.test(context))
      throw new Error(`context "${context}": is not a cluster on your own machine (${localContext}): use kind`);
    await cluster.kubectl('get', '--raw', '/readyz');
    return cluster;
  }

  /** Starts the program's cluster unless it answers; it stays up for the next run. */
  private static async start(): Promise<void> {
    const script = program();
    if (!script) throw new Error(clusterMissing());
    const { PATH, KUBECONFIG } = programVariables();
    const probe = await execa('kubectl', ['get', '--raw', '/readyz'], {
      env: { PATH, KUBECONFIG: KUBECONFIG ?? '/dev/null' },
      reject: false,
      timeout: 10_000,
    });
    if (probe.exitCode !== 0) await execa(script, ['up'], { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  /** Runs kubectl and returns what it prints. */
  async kubectl(...args: readonly string[]): Promise<string> {
    return (await execa('kubectl', args, { env: this.environment })).stdout;
  }

  /** Runs kubectl on objects and returns its messages, warnings of the API server among them. */
  async send(objects: unknown, ...args: readonly string[]): Promise<string> {
    const items = Array.isArray(objects) ? objects : [objects];
    const { all } = await execa('kubectl', [...args, '--filename', '-'], {
      env: this.environment,
      input: items.map((item) => (typeof item === 'string' ? item : stringify(item))).join('\n---\n'),
      all: true,
    });
    return all;
  }

  /** One object. */
  async get(kind: string, name: string, namespace: string): Promise<LiveObject> {
    return JSON.parse(await this.kubectl('get', kind, name, '--namespace', namespace, '--output', 'json'));
  }

  /** `<kind>/<name>` of everything in a namespace, but for what Kubernetes itself puts there. */
  async everythingIn(namespace: string): Promise<string[]> {
    const kinds = (await this.kubectl('api-resources', '--namespaced', '--verbs=list', '--output=name'))
      .split('\n')
      .filter((kind) => kind && !/^(events|pods\.metrics)/.test(kind));
    const found = await this.kubectl('get', kinds.join(','), '--namespace', namespace, '--output=name');
    return found
      .split('\n')
      .filter((name) => name && !['configmap/kube-root-ca.crt', 'serviceaccount/default'].includes(name))
      .sort();
  }

  /** Every value that a field of an object takes while `action` runs. */
  async watch(
    [kind, name, namespace]: readonly [string, string, string],
    jsonPath: string,
    action: () => Promise<void>,
  ): Promise<string[]> {
    const watching = execa(
      'kubectl',
      ['get', kind, name, '--namespace', namespace, '--watch', '--output', `jsonpath={${jsonPath}}{"\\n"}`],
      { env: this.environment, reject: false },
    );
    try {
      await new Promise((resolve) => watching.stdout.once('data', resolve));
      await action();
    } finally {
      watching.kill();
    }
    return (await watching).stdout.split('\n');
  }
}

/** Marks namespaces that tests may throw away. */
const mark = 'nxloy.com/made-by';

/** Runs on an empty namespace that enforces, and warns of, Pod Security `restricted`. */
export async function freshNamespace(cluster: Cluster, name: string): Promise<void> {
  const existing = await cluster.kubectl('get', 'namespace', name, '--ignore-not-found', '--output', 'json');
  if (existing) {
    const { metadata } = JSON.parse(existing) as KubernetesObject;
    if (metadata.labels[mark] !== 'tests')
      throw new Error(
        `namespace "${name}" exists and was not made by tests: they would delete it. Use another cluster`,
      );
    await cluster.kubectl('delete', 'namespace', name, '--timeout=60s');
  }
  const labels = {
    [mark]: 'tests',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  };
  await cluster.send({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }, 'create');
}
