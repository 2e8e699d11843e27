import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformLocal, TerraformStack, Testing } from 'cdktf';
import { execa } from 'execa';
import { localChart } from '../../constructs/platform/local-chart';
import { computed, Release } from '../../constructs/platform/release';
import { derive } from '../../sandbox/derive';
import { type DescribedRelease, releasesOutput } from '../../sandbox/releases';
import { Kubectl } from '../../scripts/kubernetes/kubectl';
import { findCluster, type RehearsalCluster } from '../../scripts/rehearsal/cluster';
import { rehearseReleases, releaseSteps } from '../../scripts/rehearsal/releases';
import { Steps } from '../../scripts/rehearsal/steps';
import { Terraform, terraformEnvironment } from '../../scripts/terraform/terraform';
import { Cluster, clusterMissing, describeUnless, helmMissing } from '../support/cluster';
import { upstreamCrds } from '../support/crds';
import { appValues, changed } from '../support/helm';
import { listening } from '../support/listening';

/** The cluster part of a rehearsal, on a small stack of the same constructs whose values Terraform resolves. */

const namespace = 'nxloy-rehearsed';
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** An add-on that cannot be had, an application that waits for it, and one that waits for that. */
function smallStack(): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'small');
  new HelmProvider(stack, 'Helm');
  const running = new TerraformLocal(stack, 'Running', digest);
  const secrets = new Release(stack, 'Secrets', {
    name: 'external-secrets',
    namespace: 'kube-system',
    chart: {
      name: 'external-secrets',
      repository: 'https://charts.invalid',
      version: '2.9.0',
      kubernetes: ['1.34', '1.36'],
    },
    kubernetesVersion: '1.35',
    values: {},
    after: [],
  });
  const application = (name: 'web' | 'backend', after: Release): Release =>
    new Release(stack, name, {
      name,
      namespace,
      chart: localChart(stack, 'app'),
      kubernetesVersion: '1.35',
      values: changed(appValues(name), { image: undefined }),
      computedValues: computed({ image: { repository: `registry.invalid/${name}`, digest: running.asString } }),
      after: after.ready,
      timeoutSeconds: 120,
      createNamespace: true,
    });
  application('web', application('backend', secrets));
  return stack;
}

let cluster: Cluster;
let rehearsal: RehearsalCluster;
let directory: string;
let releases: readonly DescribedRelease[];

describeUnless(helmMissing() ?? clusterMissing())('on a cluster', () => {
  const { PATH } = process.env;

  beforeAll(async () => {
    cluster = await Cluster.connect();
    process.env.PATH = cluster.environment.PATH;
    // Other tests put them there, too, and leave them.
    const crds = await upstreamCrds();
    if (crds) await cluster.send(crds, 'apply', '--server-side', '--force-conflicts');
    rehearsal = (await findCluster(cluster.environment.KUBECONFIG, '')) as RehearsalCluster;

    directory = path.join(Testing.fullSynth(smallStack()), 'stacks', 'small');
    const file = path.join(directory, 'cdk.tf.json');
    const { stack } = derive(JSON.parse(readFileSync(file, 'utf8')), [], {
      endpoint: 'http://127.0.0.1:1',
      plugins: ['helm'],
    });
    writeFileSync(file, JSON.stringify(stack));
  });

  afterAll(() => {
    process.env.PATH = PATH;
  });

  test('Terraform resolves the values of every release, and needs no plugin for that', async () => {
    const terraform = new Terraform(directory, terraformEnvironment(undefined));
    await terraform.init();
    await execa('terraform', ['apply', '-auto-approve'], { cwd: directory, env: terraform.environment });
    releases = (await terraform.output<DescribedRelease[]>(releasesOutput)) ?? [];
    expect(releases.map(({ name }) => name)).toEqual(['external-secrets', 'backend', 'web']);
    expect(JSON.parse(releases[1]!.values[1]!)).toEqual({ image: { repository: 'registry.invalid/backend', digest } });
    expect(await terraform.outputs()).toEqual({});
  });

  test('releases are installed in order, upgraded, rolled back and removed, and nothing is left', async () => {
    const { output, lines } = listening();
    const definitions = await cluster.kubectl('get', 'crds', '--output', 'name');
    const outcome = await rehearseReleases({
      cluster: rehearsal,
      releases,
      stackDirectory: directory,
      steps: new Steps(output, releaseSteps),
      output,
    });
    const said = lines.join('\n');
    expect(said).toMatch(/backend is ready.*\n.*web is ready/);
    expect(said).toMatch(/\d pods were ready all the while; the disruption budget wants \d/);
    expect(outcome.rehearsed).toEqual(releases.slice(1).map(({ address }) => address));
    expect([...outcome.missing.values()]).toEqual([
      'chart external-secrets 2.9.0 cannot be fetched from https://charts.invalid: name a folder with --charts',
    ]);
    // Other tests may have left the real ones on this cluster: then no stand-in is needed.
    if (!definitions.includes('secretstores.external-secrets.io'))
      expect(outcome.differences).toContainEqual(
        expect.stringMatching(/SecretStore of chart external-secrets: a stand-in/),
      );
    // Not the whole cluster: other tests come and go on it meanwhile.
    expect(await cluster.kubectl('get', 'namespaces', namespace, '--ignore-not-found', '--output', 'name')).toBe('');
  });

  test('a namespace that is there already is not touched', async () => {
    await cluster.kubectl('create', 'namespace', namespace);
    try {
      const { output } = listening();
      const steps = new Steps(output, releaseSteps);
      await expect(
        rehearseReleases({ cluster: rehearsal, releases, stackDirectory: directory, steps, output }),
      ).rejects.toThrow(`has a namespace "${namespace}" already`);
    } finally {
      await cluster.kubectl('delete', 'namespace', namespace);
    }
  });

  test('a cluster that is not on this machine is refused', async () => {
    const config = await cluster.kubectl('config', 'view', '--raw');
    const file = path.join(directory, 'elsewhere');
    writeFileSync(file, config.replaceAll(rehearsal.context, 'production'));
    await expect(findCluster(file, '')).rejects.toThrow(/"production": must be a cluster on your own machine/);
    expect(await new Kubectl(file).list('nodes')).not.toEqual([]);
  });
});
