import { Route } from '@cdktf/provider-aws/lib/route';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { Cluster, type ClusterProps } from '../../../constructs/cluster/cluster';
import { synthesize } from '../../support/synth';

const cluster = (
  props: Partial<ClusterProps> = {},
  use: (cluster: Cluster, stack: TerraformStack) => void = () => {},
) =>
  synthesize((stack) => {
    const nat = new Route(stack, 'Nat', { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0' });
    const made = new Cluster(stack, 'Cluster', {
      name: 'nxloy-dev',
      accountId: '123456789012',
      region: 'eu-central-1',
      version: '1.35',
      network: {
        vpcId: 'vpc-1',
        cidr: '10.0.0.0/16',
        publicSubnetIds: ['subnet-public'],
        privateSubnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
        databaseSubnetIds: ['subnet-database'],
        egress: [nat],
      },
      publicAccessCidrs: [],
      administrators: [],
      deployRoleArn: 'arn:aws:iam::123456789012:role/nxloy-dev-deploy',
      planRoleArn: 'arn:aws:iam::123456789012:role/nxloy-dev-plan',
      nodeGroups: [
        { name: 'general', instanceTypes: ['m7g.large'], capacity: 'on-demand', minimum: 2, maximum: 4 },
        { name: 'workers', instanceTypes: ['m7g.large'], capacity: 'spot', minimum: 0, maximum: 4 },
      ],
      logs: { retentionDays: 30, encryptionKeyArn: 'arn:log-key' },
      protection: 'none',
      tags: { Environment: 'dev' },
      ...props,
    });
    use(made, stack);
  });

const keyWithAlias = (synthesized: ReturnType<typeof cluster>, alias: string): string =>
  synthesized.matching('aws_kms_alias', { name: alias }).target_key_id.replace('.key_id}', '.arn}');

describe('Cluster', () => {
  const synthesized = cluster();
  const controlPlane = synthesized.only('aws_eks_cluster');

  test('lets in whom access entries name, not its creator nor a config map', () => {
    expect(controlPlane.access_config).toEqual({
      authentication_mode: 'API',
      bootstrap_cluster_creator_admin_permissions: false,
    });
    expect(synthesized.count('aws_eks_access_entry')).toBe(2);
  });

  test('logs everything into an encrypted group that exists before it', () => {
    const [group] = Object.keys(synthesized.resources('aws_cloudwatch_log_group'));

    expect(synthesized.only('aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/eks/nxloy-dev/cluster',
      retention_in_days: 30,
      kms_key_id: 'arn:log-key',
    });
    expect(controlPlane.depends_on).toContain(`aws_cloudwatch_log_group.${group}`);
    expect(controlPlane.enabled_cluster_log_types).toEqual([
      'api',
      'audit',
      'authenticator',
      'controllerManager',
      'scheduler',
    ]);
  });

  test('encrypts secrets and node volumes with a key each', () => {
    const volumeKey = keyWithAlias(synthesized, 'alias/nxloy-dev-node-volumes');

    expect(controlPlane.encryption_config).toEqual({
      provider: { key_arn: keyWithAlias(synthesized, 'alias/nxloy-dev-cluster-secrets') },
      resources: ['secrets'],
    });
    Object.values(synthesized.resources('aws_launch_template')).forEach((template) =>
      expect(template.block_device_mappings[0].ebs.kms_key_id).toBe(volumeKey),
    );
  });

  test('lets Auto Scaling use the key of node volumes, without which no node starts', () => {
    const address = keyWithAlias(synthesized, 'alias/nxloy-dev-node-volumes');
    const [, key] = Object.entries(synthesized.resources('aws_kms_key')).find(([id]) => address.includes(`.${id}.`))!;

    expect(JSON.parse(key.policy).Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      'AccountAdministers',
      'AutoScalingUses',
      'AutoScalingAttaches',
    ]);
  });

  test('stays in standard support and brings no add-ons of its own', () => {
    expect(controlPlane).toMatchObject({
      upgrade_policy: { support_type: 'STANDARD' },
      bootstrap_self_managed_addons: false,
      kubernetes_network_config: { service_ipv4_cidr: '172.20.0.0/16' },
    });
  });

  test('keeps to the first two zones, while nodes are in all of them', () => {
    expect(controlPlane.vpc_config.subnet_ids).toEqual(['subnet-a', 'subnet-b']);
    for (const group of Object.values(cluster().resources('aws_eks_node_group')))
      expect(group.subnet_ids).toEqual(['subnet-a', 'subnet-b', 'subnet-c']);
  });

  test('has no public endpoint when nobody is listed', () => {
    expect(controlPlane.vpc_config).toEqual({
      subnet_ids: ['subnet-a', 'subnet-b'],
      endpoint_private_access: true,
      endpoint_public_access: false,
    });
  });

  test('has a public endpoint for listed ranges only', () => {
    const { vpc_config: config } = cluster({ publicAccessCidrs: ['203.0.113.0/24'] }).only('aws_eks_cluster');

    expect(config).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: ['203.0.113.0/24'],
    });
  });

  test('starts nodes after the network add-ons and the way out', () => {
    const addons = Object.entries(synthesized.resources('aws_eks_addon'))
      .filter(([, { addon_name: name }]) => ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'].includes(name))
      .map(([id]) => `aws_eks_addon.${id}`);

    expect(synthesized.count('aws_eks_node_group')).toBe(2);
    Object.values(synthesized.resources('aws_eks_node_group')).forEach((group) =>
      expect(group.depends_on).toEqual(expect.arrayContaining([...addons, 'aws_route.Nat'])),
    );
    expect(addons).toHaveLength(3);
  });

  test('gives nodes no permission but to join and to pull images', () => {
    const nodeRole = Object.entries(synthesized.resources('aws_iam_role')).find(
      ([, role]) => role.name === 'nxloy-dev-nodes',
    )!;
    const policies = Object.values(synthesized.resources('aws_iam_role_policy_attachment'))
      .filter(({ role }) => role === `\${aws_iam_role.${nodeRole[0]}.name}`)
      .map(({ policy_arn: arn }) => arn.replace(/.*\//, ''));

    expect(policies.sort()).toEqual(['AmazonEC2ContainerRegistryPullOnly', 'AmazonEKSWorkerNodePolicy']);
  });

  test('is ready once Terraform may enter and the last add-ons run', () => {
    const inside = cluster({}, (made, stack) => {
      new Route(stack, 'Inside', { routeTableId: 'rtb-2', dependsOn: made.ready });
    }).matching('aws_route', { route_table_id: 'rtb-2' });

    expect(inside.depends_on.map((address: string) => address.replace(/\..*/, '')).sort()).toEqual([
      'aws_eks_access_policy_association',
      'aws_eks_access_policy_association',
      'aws_eks_addon',
      'aws_eks_addon',
    ]);
  });

  test('connects from the security group that EKS made', () => {
    const { json } = cluster({}, (made, stack) => {
      new TerraformOutput(stack, 'Group', { value: made.securityGroupId });
    });

    expect(json.output.Group.value).toMatch(/^\$\{aws_eks_cluster\..*\.vpc_config\[0]\.cluster_security_group_id}$/);
  });

  test('can be destroyed unless that is prevented', () => {
    const prevented = (protection: ClusterProps['protection']) =>
      cluster({ protection }).only('aws_eks_cluster').lifecycle?.prevent_destroy;

    expect([prevented('none'), prevented('deletion-protection')]).toEqual([undefined, undefined]);
    expect(prevented('prevent-destroy')).toBe(true);
  });
});
