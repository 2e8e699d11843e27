import { charts } from '../../../constructs/platform/charts';
import { Definitions } from '../../../constructs/platform/definitions';
import { releaseValues, synthesizePlatform } from '../../support/releases';

describe('Definitions', () => {
  const synthesized = synthesizePlatform((stack, after) => {
    const definitions = new Definitions(stack, 'Definitions', {
      chart: charts.loadBalancerController,
      requiredValues: { clusterName: 'any' },
      showOnly: 'templates/serviceaccount.yaml',
      namespace: 'kube-system',
      kubernetesVersion: '1.35',
      after,
    });
    expect(definitions.ready).toHaveLength(1);
  });
  const [[id, rendered]] = Object.entries<object>(synthesized.json.data.helm_template) as [[string, object]];

  test('come from the pinned chart, rendered without a cluster', () => {
    expect(rendered).toEqual({
      name: 'aws-load-balancer-controller',
      chart: 'aws-load-balancer-controller',
      repository: 'https://aws.github.io/eks-charts',
      version: '3.5.0',
      kube_version: '1.35',
      values: ['{"clusterName":"any"}'],
      show_only: ['templates/serviceaccount.yaml'],
    });
  });

  test('wait for nothing that is made at the same time: else each plan would show them as unknown', () => {
    expect(rendered).not.toHaveProperty('depends_on');
  });

  test('are installed as a release of their own', () => {
    const release = synthesized.only('helm_release');

    expect(release).toMatchObject({
      name: 'aws-load-balancer-controller-definitions',
      chart: expect.stringContaining('assets/Chart-definitions'),
      depends_on: ['aws_vpc.Nodes'],
    });
    expect(releaseValues(release)).toEqual({ definitions: `data.helm_template.${id}.crds` });
  });
});
