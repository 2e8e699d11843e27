import { TerraformStack } from 'cdktf';
import { Addon, type AddonProps } from '../../../constructs/cluster/addon';
import { synthesize } from '../../support/synth';

const addon = (props: Partial<AddonProps> = {}) =>
  synthesize((stack: TerraformStack) => {
    new Addon(stack, 'Addon', { addon: 'vpc-cni', clusterName: 'nxloy-dev', kubernetesVersion: '1.35', ...props });
  });

describe('Addon', () => {
  test("follows the cluster's version with what AWS recommends for it", () => {
    const synthesized = addon();

    expect(Object.values(synthesized.json.data.aws_eks_addon_version)).toEqual([
      expect.objectContaining({ addon_name: 'vpc-cni', kubernetes_version: '1.35' }),
    ]);
    expect(synthesized.only('aws_eks_addon').addon_version).toMatch(/^\$\{data\.aws_eks_addon_version\..*\.version}$/);
  });

  test('takes over what is there when it is installed, and keeps changes by hand afterwards', () => {
    expect(addon().only('aws_eks_addon')).toMatchObject({
      resolve_conflicts_on_create: 'OVERWRITE',
      resolve_conflicts_on_update: 'PRESERVE',
    });
  });

  test('passes its configuration on as JSON, and none when there is none', () => {
    const configured = addon({ configuration: { enableNetworkPolicy: 'true' } }).only('aws_eks_addon');

    expect(configured.configuration_values).toBe('{"enableNetworkPolicy":"true"}');
    expect(addon().only('aws_eks_addon')).not.toHaveProperty('configuration_values');
  });
});
