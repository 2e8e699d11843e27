import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { execa } from 'execa';
import { type Cluster, clusterEnvironment, clusterMissing, helmMissing } from './cluster';

/**
 * A cluster that runs containers, and the Docker that builds them. It is the tests' cluster, found as cluster.ts says,
 * but has to run already. A program behind `NXLOY_CLUSTER` also needs the verb `load`, which copies images from Docker;
 * kind has a command for it. Services of type NodePort must be reachable on 127.0.0.1.
 */

const kindConfig = '__tests__/fixtures/real-node/kind.yaml';

/** The container runtimes of the cluster's nodes; undefined when it does not answer. */
function runtimes(): string | undefined {
  const env = { ...process.env, ...clusterEnvironment() };
  if (!env.KUBECONFIG) return undefined;
  const query = 'jsonpath={.items[*].status.nodeInfo.containerRuntimeVersion}';
  try {
    const args = ['get', 'nodes', '--request-timeout=10s', '--output', query];
    return execFileSync('kubectl', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

function succeeds(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Says what is missing when no cluster runs containers built here; undefined when one does. */
export function realNodeMissing(): string | undefined {
  if (!process.env.NXLOY_CLUSTER && !process.env.KUBECONFIG_TEST)
    return (
      `no node to run containers on: run \`kind create cluster --config ${kindConfig} --kubeconfig kubeconfig.test\` ` +
      'and set KUBECONFIG_TEST=$PWD/kubeconfig.test'
    );
  return helmMissing() ?? clusterMissing() ?? buildersMissing() ?? nodeMissing();
}

function buildersMissing(): string | undefined {
  if (!succeeds('docker', 'info')) return 'Docker does not answer: https://docs.docker.com/engine/install/';
  if (process.env.KUBECONFIG_TEST && !succeeds('kind', 'version'))
    return 'kind is not on the PATH, which brings images to its nodes: https://kind.sigs.k8s.io/docs/user/quick-start/';
  return undefined;
}

function nodeMissing(): string | undefined {
  const found = runtimes();
  if (found === undefined) return 'the cluster does not answer: start it';
  return found.includes('://') ? undefined : `the cluster's nodes are played, containers do not run there: ${found}`;
}

/** An image of the tests' own. */
export interface Image {
  readonly tag: string;
  /** Folder below __tests__/fixtures. */
  readonly fixture: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
}

/** Builds images and brings them to the node. */
export async function provideImages(cluster: Cluster, images: readonly Image[]): Promise<void> {
  for (const image of images) await build(image);
  const tags = images.map(({ tag }) => tag);
  if (!process.env.KUBECONFIG_TEST) await execa(process.env.NXLOY_CLUSTER!, ['load', ...tags]);
  else {
    const context = (await cluster.kubectl('config', 'current-context')).trim();
    await execa('kind', ['load', 'docker-image', ...tags, '--name', context.replace(/^kind-/, '')]);
  }
}

function build({ tag, fixture, buildArguments = {} }: Image): Promise<unknown> {
  const settings = Object.entries(buildArguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  const folder = path.join(__dirname, '..', 'fixtures', fixture);
  // kind cannot load images with attestations.
  const env = { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };
  return execa('docker', ['build', '--quiet', '--tag', tag, ...settings, folder], { env });
}
