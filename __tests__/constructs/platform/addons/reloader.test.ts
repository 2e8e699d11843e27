import { Reloader } from '../../../../constructs/platform/addons/reloader';
import { releaseValues, synthesizePlatform } from '../../../support/releases';

describe('Reloader', () => {
  const synthesized = synthesizePlatform((stack, after) => {
    const reloader = new Reloader(stack, 'Reloader', { kubernetesVersion: '1.35', watches: 'nxloy', after });
    expect(reloader.ready).toHaveLength(1);
  });
  const { reloader } = releaseValues(synthesized.only('helm_release'));

  test('reads the secrets of one namespace', () => {
    expect(reloader).toMatchObject({ watchGlobally: false, namespaces: ['nxloy'] });
  });

  test('never repeats a Job', () => {
    expect(reloader).toMatchObject({ ignoreJobs: true, ignoreCronJobs: true });
  });

  test('misses no change while a node goes', () => {
    expect(reloader).toMatchObject({ enableHA: true, deployment: { replicas: 2 } });
  });
});
