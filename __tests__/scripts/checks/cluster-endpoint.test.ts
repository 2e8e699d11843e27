import { clusterEndpoint } from '../../../scripts/checks/cluster-endpoint';
import type { Reach } from '../../../scripts/kubernetes/reach-cluster';
import { fakeContext } from '../../support/check-context';

const { environment } = fakeContext();
const isPrivate = { ...environment, cluster: { ...environment.cluster, publicAccessCidrs: [] } };

test.each<readonly [Reach['state'], string]>([
  ['answers', 'ok'],
  ['silent', 'fail'],
  ['absent', 'warn'],
  ['unknown', 'warn'],
])('of a private cluster, %s is %s', async (state, level) => {
  const asked: string[] = [];
  const reachCluster = async (cluster: string): Promise<Reach> => {
    asked.push(cluster);
    return { state, reason: 'because' };
  };
  expect(await clusterEndpoint.run(fakeContext({ environment: isPrivate, reachCluster }))).toEqual([
    expect.objectContaining({ level }),
  ]);
  expect(asked).toEqual(['nxloy-dev']);
});

test('a public endpoint is not asked, and neither is the simulator', async () => {
  const reachCluster = jest.fn();
  const sandbox = { endpoint: 'http://127.0.0.1:1' };
  expect(await clusterEndpoint.run(fakeContext({ reachCluster }))).toEqual([]);
  expect(await clusterEndpoint.run(fakeContext({ environment: isPrivate, reachCluster, sandbox }))).toEqual([]);
  expect(reachCluster).not.toHaveBeenCalled();
});
