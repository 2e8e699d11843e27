import { Keda } from '../../../../constructs/platform/addons/keda';
import { releaseValues, synthesizePlatform } from '../../../support/releases';

describe('Keda', () => {
  const synthesized = synthesizePlatform((stack, after) => {
    const keda = new Keda(stack, 'Keda', { kubernetesVersion: '1.35', watches: 'nxloy', after });
    expect(keda.ready).toHaveLength(1);
  });
  const values = releaseValues(synthesized.only('helm_release'));

  test('keeps its definitions when it is removed', () => {
    expect(values.crds).toEqual({ install: true, additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } });
  });

  test('scales, and reads secrets, in one namespace', () => {
    expect(values.watchNamespace).toBe('nxloy');
  });

  test('has a second operator that takes over', () => {
    expect(values).toMatchObject({
      operator: { replicaCount: 2 },
      podDisruptionBudget: { operator: { maxUnavailable: 1 } },
    });
  });
});
