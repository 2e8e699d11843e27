import { existsSync } from 'node:fs';
import { clusterInState, onCluster } from '../../../scripts/kubernetes/cluster-access';
import { findEnvironment } from '../../../scripts/target';
import { FakePrograms } from '../../support/fake-programs';

const target = { environment: findEnvironment('dev') };
let programs: FakePrograms | undefined;
afterEach(() => programs?.restore());

test('a state knows a cluster, or does not yet', () => {
  expect(clusterInState(new Map([['aws_vpc.main', 'vpc-1']]))).toBeUndefined();
  expect(clusterInState(new Map([['aws_eks_cluster.Cluster_1', 'nxloy-dev']]))).toBe('nxloy-dev');
});

test('kubectl gets a kubeconfig of its own, which is gone afterwards, also after a failure', async () => {
  programs = new FakePrograms({ aws: ': > "$8"', kubectl: 'echo "$KUBECONFIG"' });
  let kubeconfig = '';
  const use = onCluster('nxloy-dev', target, async (kubectl) => {
    expect(existsSync(kubectl.kubeconfig)).toBe(true);
    kubeconfig = (await kubectl.run(['config', 'view'])).trim();
    throw new Error('went wrong');
  });
  await expect(use).rejects.toThrow('went wrong');
  expect(kubeconfig).toMatch(/nxloy-kubeconfig-/);
  expect(existsSync(kubeconfig)).toBe(false);
  expect(programs.called).toEqual([
    `aws eks update-kubeconfig --name nxloy-dev --region ${target.environment.region} --kubeconfig ${kubeconfig}`,
    'kubectl config view',
  ]);
});

test('a tool that is not installed is named, with where to get it', async () => {
  programs = new FakePrograms({});
  await expect(onCluster('nxloy-dev', target, async () => undefined)).rejects.toThrow(
    /^aws: is not installed, or not on the PATH\n {2}→ install it: https:/,
  );
});

test('a tool that fails says what it said', async () => {
  programs = new FakePrograms({ aws: 'echo "no such cluster" >&2; exit 254' });
  await expect(onCluster('nxloy-dev', target, async () => undefined)).rejects.toThrow(
    /^aws eks update-kubeconfig: no such cluster\n/,
  );
});
