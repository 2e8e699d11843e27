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
const flags = ['web', appChart, '--namespace', namespace, '--atomic', '--wait', '--timeout', '60s'];
const deployment = ['upgrade', '--install', ...flags];
const deploy = (tag: string): Promise<HelmResult> => helm(deployment, withTag(tag), variables());

/** As Helm's provider does where it knows of a release: the flag upgrade_install counts for installing only. */
const upgrade = (tag: string): Promise<HelmResult> => helm(['upgrade', ...flags], withTag(tag), variables());

/** Kills Helm as soon as it has written down that it began. */
async function killMidway(args: readonly string[], values?: Values): Promise<void> {
  const running = execa('helm', [...args, ...(values ? ['--values', '-'] : [])], {
    env: variables(),
    input: values && JSON.stringify(values),
    reject: false,
  });
  for (const end = Date.now() + 30_000; (await pendingRevisions(kubectl, releases)).length === 0; await sleep(200))
    if (Date.now() > end) throw new Error('Helm wrote no revision within half a minute');
  running.kill('SIGKILL');
  await running;
}

/** Begins to deploy a version that never becomes ready. */
const killDeploying = (): Promise<void> => killMidway(deployment, withTag('broken'));

/** Begins to remove what somebody holds back. */
async function killRemoving(): Promise<void> {
  const hold = (finalizers: readonly string[]): Promise<string> => {
    const patch = JSON.stringify({ metadata: { finalizers } });
    return cluster.kubectl('patch', 'service', 'web', '--namespace', namespace, '--type=merge', '--patch', patch);
  };
  await hold(['nxloy.com/held']);
  await killMidway(['uninstall', 'web', '--namespace', namespace, '--wait', '--timeout', '60s']);
  await hold([]);
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
    await killDeploying();
    expect((await deploy('1.0.0')).stderr).toContain('another operation (install/upgrade/rollback) is in progress');
    expect(await recover()).toEqual([expect.stringContaining('revision 1 pending-install')]);
    expect(await deploy('1.0.0')).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await cluster.get('deployment', 'web', namespace)).status.readyReplicas).toBeGreaterThanOrEqual(2);
  });

  test('in an upgrade, likewise, and the version before serves all the while', async () => {
    await killDeploying();
    expect((await cluster.get('deployment', 'web', namespace)).status.readyReplicas).toBeGreaterThanOrEqual(2);
    expect((await deploy('1.1.0')).stderr).toContain('another operation (install/upgrade/rollback) is in progress');
    expect(await recover()).toEqual([expect.stringContaining('revision 2 pending-upgrade')]);
    expect(await deploy('1.1.0')).toMatchObject({ exitCode: 0, stderr: '' });
    const { spec } = await cluster.get('deployment', 'web', namespace);
    expect(spec.template.spec.containers[0].image).toMatch(/:1\.1\.0$/);
  });

  test('in a removal, the next deployment would find nothing to upgrade; once it is forgotten, it succeeds', async () => {
    await killRemoving();
    expect((await deploy('1.2.0')).stderr).toContain('"web" has no deployed releases');
    expect(await recover()).toEqual([expect.stringMatching(/revision \d uninstalling/)]);
    // Helm's provider finds the revision before, and upgrades from it; it never installs what it plans to upgrade.
    expect(await upgrade('1.2.0')).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await cluster.get('deployment', 'web', namespace)).status.readyReplicas).toBeGreaterThanOrEqual(2);
  });

  test('in the removal of a first revision, nothing is left to upgrade once it is forgotten: a new plan has to install', async () => {
    await helm(['uninstall', 'web', '--namespace', namespace, '--wait'], undefined, variables());
    await deploy('1.2.0');
    await killRemoving();
    await recover();
    expect((await helm(['status', 'web', '--namespace', namespace], undefined, variables())).stderr).toContain(
      'release: not found',
    );
    expect((await upgrade('1.2.0')).stderr).toContain('"web" has no deployed releases');
    expect(await deploy('1.2.0')).toMatchObject({ exitCode: 0, stderr: '' });
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
