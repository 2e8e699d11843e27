import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Addons } from '../../../../constructs/platform/addons/addons';
import { noWildcardIam } from '../../../../constructs/policies/no-wildcard-iam';
import { addonExceptions } from '../../../../stacks/policy-exceptions';
import { addonProps, addressOf, synthesizePlatform } from '../../../support/releases';

const { clusterName, kubernetesVersion, ...common } = addonProps;

let wildcards: string[] = [];

const synthesized = synthesizePlatform((stack, after) => {
  const addons = new Addons(stack, 'Addons', {
    ...common,
    environment: 'dev',
    cluster: { name: clusterName, kubernetesVersion },
    vpcId: 'vpc-1',
    zone: { zoneId: 'Z1', zoneArn: 'arn:aws:route53:::hostedzone/Z1', zoneName: 'example.com' },
    tags: { Environment: 'dev' },
    keepLoadBalancers: false,
    after,
  });
  new Vpc(stack, 'Next', { cidrBlock: '10.1.0.0/16', dependsOn: addons.ready });
  wildcards = addons.node
    .findAll()
    .filter((node) => node instanceof IamRolePolicy)
    .flatMap((policy) =>
      noWildcardIam.check(policy).map(({ statement }) => `${policy.node.path.slice('test/'.length)} ${statement}`),
    );
});

describe('Addons', () => {
  const others = ['external-secrets', 'metrics-server', 'cluster-autoscaler', 'external-dns'];
  const dependencies = (name: string): string[] => synthesized.matching('helm_release', { name }).depends_on;

  test('are these', () => {
    const names = Object.values(synthesized.resources('helm_release')).map(({ name }) => name);
    const controller = 'aws-load-balancer-controller';
    expect(names.sort()).toEqual([controller, `${controller}-definitions`, ...others].sort());
  });

  test.each(others)('%s comes after the load balancer controller, and goes before it', (name) => {
    expect(dependencies(name)).toContain(addressOf(synthesized, 'aws-load-balancer-controller'));
  });

  test('none comes before there are nodes', () => {
    const releases = Object.values(synthesized.resources('helm_release'));
    expect(releases.filter(({ depends_on }) => !depends_on.includes('aws_vpc.Nodes'))).toEqual([]);
  });

  test('are waited for, each release and its permissions, by what comes next', () => {
    const addresses = (type: string): string[] =>
      Object.keys(synthesized.resources(type)).map((resource) => `${type}.${resource}`);
    const types = ['helm_release', 'aws_eks_pod_identity_association', 'aws_iam_role_policy'];
    const definitions = addressOf(synthesized, 'aws-load-balancer-controller-definitions');
    // The controller comes after its definitions, so whoever waits for it waits for them.
    expect(dependencies('aws-load-balancer-controller')).toContain(definitions);
    expect(synthesized.matching('aws_vpc', { cidr_block: '10.1.0.0/16' }).depends_on.sort()).toEqual(
      types
        .flatMap(addresses)
        .filter((one) => one !== definitions)
        .sort(),
    );
  });

  test('each identity is there before its pods, and until they are gone', () => {
    const identities = Object.keys(synthesized.resources('aws_eks_pod_identity_association'));
    const waitedFor = Object.values(synthesized.resources('helm_release')).flatMap(({ depends_on }) => depends_on);
    expect(identities).toHaveLength(4);
    expect(waitedFor).toEqual(
      expect.arrayContaining(identities.map((identity) => `aws_eks_pod_identity_association.${identity}`)),
    );
  });

  test('allow what AWS cannot limit only where an exception says why', () => {
    expect(wildcards.sort()).toEqual(
      addonExceptions.map(({ resource, statement }) => `${resource.replace('Kubernetes/', '')} ${statement}`).sort(),
    );
  });
});
