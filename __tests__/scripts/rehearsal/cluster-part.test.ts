import { ClusterPart } from '../../../scripts/rehearsal/cluster-part';
import { FakePrograms } from '../../support/fake-programs';

let programs: FakePrograms | undefined;
afterEach(() => programs?.restore());

const nodes = (...annotations: object[]): string =>
  JSON.stringify({ items: annotations.map((one) => ({ metadata: { annotations: one } })) });
const kubectl = (context: string, listed: string): string =>
  `case "$1" in config) echo ${context};; get) echo '${listed}';; esac`;
const played = { 'kwok.x-k8s.io/node': 'fake' };

test('without a cluster it takes no step, and says how to get one', async () => {
  programs = new FakePrograms({});
  const part = await ClusterPart.open({});
  expect(part.steps).toBe(0);
  expect(part.summary).toBe('');
  expect(part.describe([{ address: 'helm_release.Web_1234ABCD', type: 'helm_release', reason: 'no API' }])).toEqual([
    '  not rehearsed: helm_release.Web: no API',
    expect.stringMatching(/^ {2}not rehearsed: the cluster part: make one: kind create cluster --kubeconfig /),
  ]);
  part.close();
});

test('a cluster that is not on this machine is refused', async () => {
  programs = new FakePrograms({ kubectl: kubectl('production', nodes(played)) });
  await expect(ClusterPart.open({ kubeconfig: 'some' })).rejects.toThrow(
    '"production": must be a cluster on your own machine',
  );
});

test('real nodes need to be told images that exist', async () => {
  programs = new FakePrograms({ kubectl: kubectl('kind-own', nodes({})) });
  await expect(ClusterPart.open({ kubeconfig: 'some' })).rejects.toThrow(
    'cluster kind-own: has nodes that run containers, and nobody has said which images',
  );
});

test('simulated nodes run anything', async () => {
  programs = new FakePrograms({ kubectl: kubectl('kind-own', nodes(played, played)) });
  const part = await ClusterPart.open({ kubeconfig: 'some' });
  expect(part.steps).toBe(5);
  part.close();
});

test('the kind cluster that is there is used; of several, none', async () => {
  const kind = (names: string): string => `case "$2" in clusters) echo '${names}';; kubeconfig) echo 'config';; esac`;
  programs = new FakePrograms({ kind: kind('own'), kubectl: kubectl('kind-own', nodes(played)) });
  const one = await ClusterPart.open({});
  expect(one.steps).toBe(5);
  one.close();
  programs.restore();
  programs = new FakePrograms({ kind: kind('own\nother'), kubectl: kubectl('kind-own', nodes(played)) });
  const several = await ClusterPart.open({});
  expect(several.steps).toBe(0);
  several.close();
});
