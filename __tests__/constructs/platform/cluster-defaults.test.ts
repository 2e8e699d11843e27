import { ClusterDefaults } from '../../../constructs/platform/cluster-defaults';
import { releaseValues, synthesizePlatform } from '../../support/releases';

describe('ClusterDefaults', () => {
  const key = 'arn:aws:kms:eu-central-1:123456789012:key/1';
  const synthesized = synthesizePlatform((stack, after) => {
    const defaults = new ClusterDefaults(stack, 'Defaults', { kubernetesVersion: '1.35', volumeKeyArn: key, after });
    expect(defaults.ready).toHaveLength(1);
  });
  const release = synthesized.only('helm_release');

  test('is a release of the project’s own chart, once there are nodes', () => {
    expect(release).toMatchObject({
      name: 'cluster-defaults',
      chart: expect.stringContaining('assets/Chart-cluster-defaults'),
      depends_on: ['aws_vpc.Nodes'],
    });
  });

  test('encrypts volumes with the key of the cluster', () => {
    expect(releaseValues(release)).toEqual({ storageClass: { kmsKeyArn: key } });
  });
});
