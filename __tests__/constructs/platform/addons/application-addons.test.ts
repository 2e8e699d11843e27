import { ApplicationAddons } from '../../../../constructs/platform/addons/application-addons';
import { releaseNamed, releaseValues, synthesizePlatform } from '../../../support/releases';

describe('ApplicationAddons', () => {
  const synthesized = synthesizePlatform((stack, after) => {
    const props = { kubernetesVersion: '1.35', namespace: 'somewhere', after };
    expect(new ApplicationAddons(stack, 'Addons', props).ready).toHaveLength(2);
  });

  test.each(['keda', 'reloader'])('%s waits for the namespace that it is let into', (name) => {
    const release = releaseNamed(synthesized, name);
    expect(release.depends_on).toEqual(['aws_vpc.Nodes']);
    expect(JSON.stringify(releaseValues(release))).toContain('"somewhere"');
  });
});
