import {
  LoadBalancerController,
  type LoadBalancerControllerProps,
} from '../../../../constructs/platform/addons/load-balancer-controller';
import { standardTags } from '../../../../constructs/tags';
import { addonProps, addressOf, releaseNamed, releaseValues, synthesizePlatform } from '../../../support/releases';

const tags = standardTags({ environment: 'dev', owner: 'platform', costCenter: 'engineering' });

const synthesized = (props: Partial<LoadBalancerControllerProps> = {}) =>
  synthesizePlatform((stack, after) => {
    const controller = new LoadBalancerController(stack, 'Controller', {
      ...addonProps,
      after,
      vpcId: 'vpc-1',
      tags,
      keepLoadBalancers: false,
      ...props,
    });
    expect(controller.ready).toHaveLength(3);
  });

const name = 'aws-load-balancer-controller';

describe('LoadBalancerController', () => {
  const stack = synthesized();
  const release = releaseNamed(stack, name);
  const values = releaseValues(release);

  test('tags all that it makes as Terraform tags the rest', () => {
    expect(values.defaultTags).toEqual({
      Project: 'nxloy',
      Environment: 'dev',
      ManagedBy: 'terraform',
      Owner: 'platform',
      CostCenter: 'engineering',
    });
  });

  test.each(['a,b', 'a=b'])('refuses a tag that would become several: %s', (Owner) => {
    expect(() => synthesized({ tags: { Owner } })).toThrow(
      `test/Controller: tags.Owner "${Owner}" holds a comma or an equals sign, which the controller cannot take`,
    );
  });

  test('knows cluster, region and network without asking the machine it runs on', () => {
    expect(values).toMatchObject({ clusterName: addonProps.clusterName, region: 'eu-central-1', vpcId: 'vpc-1' });
  });

  test('stays out of the way of Services, and of firewalls', () => {
    expect(values).toMatchObject({
      enableServiceMutatorWebhook: false,
      enableShield: false,
      enableWaf: false,
      enableWafv2: false,
    });
  });

  test('runs twice, and a drain takes one', () => {
    expect(values).toMatchObject({ replicaCount: 2, podDisruptionBudget: { maxUnavailable: 1 } });
  });

  test.each([true, false])('says once, for all load balancers, whether AWS refuses to delete them: %s', (keep) => {
    const told = releaseValues(releaseNamed(synthesized({ keepLoadBalancers: keep }), name));
    expect(told.ingressClassParams).toEqual({
      spec: { loadBalancerAttributes: [{ key: 'deletion_protection.enabled', value: String(keep) }] },
    });
  });

  test('gives its permissions to the service account of its release', () => {
    expect(stack.only('aws_eks_pod_identity_association')).toMatchObject({
      namespace: release.namespace,
      service_account: (values.serviceAccount as { name: string }).name,
    });
  });

  test('has credentials and definitions before it starts, and until it is gone', () => {
    const [association] = Object.keys(stack.resources('aws_eks_pod_identity_association'));
    const [policy] = Object.keys(stack.resources('aws_iam_role_policy'));

    expect(release.depends_on).toEqual([
      'aws_vpc.Nodes',
      `aws_eks_pod_identity_association.${association}`,
      `aws_iam_role_policy.${policy}`,
      addressOf(stack, `${name}-definitions`),
    ]);
  });

  test('leaves its definitions to their own release, of the same version', () => {
    expect(release).toMatchObject({ skip_crds: true, version: '3.5.0' });
    expect(Object.values(stack.json.data.helm_template)).toEqual([
      expect.objectContaining({ chart: release.chart, repository: release.repository, version: release.version }),
    ]);
  });
});
