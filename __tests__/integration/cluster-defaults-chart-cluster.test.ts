import { Cluster, clusterMissing, describeUnless, helmMissing } from '../support/cluster';
import { clusterDefaultsChart, kubernetesVersion, template } from '../support/helm';

/** charts/cluster-defaults, shown to a real API server, which is not changed: its default class is not ours to set. */

describeUnless(helmMissing() ?? clusterMissing())('charts/cluster-defaults on a cluster', () => {
  test('the API server accepts every field, and warns of none', async () => {
    const cluster = await Cluster.connect();
    const objects = await template({}, kubernetesVersion, clusterDefaultsChart);
    const said = await cluster.send(objects, 'apply', '--dry-run=server', '--validate=strict');
    expect(said).not.toMatch(/warn/i);
    expect(said.split('\n')).toHaveLength(objects.length);
  });
});
