import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { Kubectl } from '../../scripts/kubernetes/kubectl';
import { forgetPending, pendingRevisions } from '../../scripts/kubernetes/pending-releases';
import { Cluster, clusterMissing, describeUnless, freshNamespace, helmMissing } from '../support/cluster';
import { appChart, appValues, changed, helm, type HelmResult, type Values } from '../support/helm';
import { listening } from '../support/listening';

/** Helm killed in the middle, as when a machine goes away: what comes next must not be refused for ever. */

const namespace = 'nxloy-interrupted';
const releases = [{ name: 'web', namespace }];
let cluster: Cluster;
let kubectl: Kubectl;

const withTag = (tag: string): Values =>
  changed(appValues('web'), { autoscaling: { mode: 'none' }, image: { digest: undefined, tag } });
const variables = (): NodeJS.ProcessEnv => ({ ...cluster.environment, HELM_DRIVER: 'configmap' });
const flags = ['upgrade', '--install', 'web', appChart, '--namespace', namespace, '--atomic', '--wait'];
const deploy = (tag: string): Promise<HelmResult> => helm([...flags, '--timeout', '60s'], withTag(tag), variables());

/** Begins to deploy a version that never becomes ready, and kills Helm as soon as the revision is written down. */
async function killMidway(): Promise<void> {
  const running = execa('helm', [...flags, '--timeout', '60s', '--values', '-'], {
    env: variables(),
    input: JSON.stringify(withTag('broken')),
    reject: false,
  });
  for (const end = Date.now() + 30_000; (await pendingRevisions(kubectl, releases)).length === 0; await sleep(200))
    if (Date.now() > end) throw new Error('Helm wrote no revision within half a minute');
  running.kill('SIGKILL');
  await running;
}

async function recover(): Promise<string[]> {
  const { output, lines } = listening();
  await forgetPending(kubectl, releases, async () => false, output);
  return lines;
}

describeUnless(helmMissing() ?? clusterMissing())('after Helm was killed', () => {
  beforeAll(async () => {
    cluster = await Cluster.connect();
    kubectl = new Kubectl(cluster.environment.KUBECONFIG!);
    await freshNamespace(cluster, namespace);
  });
  afterAll(async () => {
    await cluster?.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=60s');
  });

  test('in an install, the next one would be refused; once it is forgotten, it succeeds and adopts what is there', async () => {
    await killMidway();
    expect((await deploy('1.0.0')).stderr).toContain('another operation (install/upgrade/rollback) is in progress');
    expect(await recover()).toEqual([expect.stringContaining('revision 1 pending-install')]);
    expect(await deploy('1.0.0')).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await cluster.get('deployment', 'web', namespace)).status.readyReplicas).toBeGreaterThanOrEqual(2);
  });

  test('in an upgrade, likewise, and the version before serves all the while', async () => {
    await killMidway();
    expect((await cluster.get('deployment', 'web', namespace)).status.readyReplicas).toBeGreaterThanOrEqual(2);
    expect((await deploy('1.1.0')).stderr).toContain('another operation (install/upgrade/rollback) is in progress');
    expect(await recover()).toEqual([expect.stringContaining('revision 2 pending-upgrade')]);
    expect(await deploy('1.1.0')).toMatchObject({ exitCode: 0, stderr: '' });
    const { spec } = await cluster.get('deployment', 'web', namespace);
    expect(spec.template.spec.containers[0].image).toMatch(/:1\.1\.0$/);
  });

  test('nothing is forgotten that was finished', async () => {
    expect(await recover()).toEqual([]);
    const { stdout } = await helm(
      ['history', 'web', '--namespace', namespace, '--output', 'json'],
      undefined,
      variables(),
    );
    expect((JSON.parse(stdout) as { status: string }[]).at(-1)?.status).toBe('deployed');
  });
});
