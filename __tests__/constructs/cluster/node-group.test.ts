import { NodeGroup, type NodeGroupProps } from '../../../constructs/cluster/node-group';
import { synthesize } from '../../support/synth';

const nodeGroup = (props: Partial<NodeGroupProps> = {}) => {
  const synthesized = synthesize(
    (stack) =>
      void new NodeGroup(stack, 'Nodes', {
        name: 'general',
        prefix: 'nxloy-dev',
        instanceTypes: ['m7g.large'],
        capacity: 'on-demand',
        minimum: 2,
        maximum: 4,
        clusterName: 'nxloy-dev',
        kubernetesVersion: '1.35',
        roleArn: 'arn:role',
        subnetIds: ['subnet-a', 'subnet-b'],
        volumeKeyArn: 'arn:key',
        tags: { Environment: 'dev' },
        dependsOn: [],
        ...props,
      }),
  );
  return { group: synthesized.only('aws_eks_node_group'), template: synthesized.only('aws_launch_template') };
};

describe('NodeGroup', () => {
  test('runs Amazon Linux 2023 on Graviton, in the private subnets, at the version of the cluster', () => {
    expect(nodeGroup().group).toMatchObject({
      ami_type: 'AL2023_ARM_64_STANDARD',
      subnet_ids: ['subnet-a', 'subnet-b'],
      version: '1.35',
      capacity_type: 'ON_DEMAND',
      node_repair_config: { enabled: true },
      update_config: { max_unavailable_percentage: 33 },
    });
  });

  test('buys spot capacity when told', () => {
    expect(nodeGroup({ capacity: 'spot' }).group.capacity_type).toBe('SPOT');
  });

  test('starts with the minimum and leaves the number to the autoscaler', () => {
    const { group } = nodeGroup();

    expect(group.scaling_config).toEqual({ desired_size: 2, min_size: 2, max_size: 4 });
    expect(group.lifecycle.ignore_changes).toEqual(['scaling_config[0].desired_size']);
  });

  test('keeps a single instance type in the template, where it changes in place', () => {
    const { group, template } = nodeGroup({ instanceTypes: ['m7g.large'] });

    expect(template.instance_type).toBe('m7g.large');
    expect(group).not.toHaveProperty('instance_types');
    expect(group.node_group_name_prefix).toBe('general-');
  });

  test('keeps several instance types on the group, which is renewed before the old one goes', () => {
    const { group, template } = nodeGroup({ instanceTypes: ['m7g.large', 'm6g.large'] });

    expect(template).not.toHaveProperty('instance_type');
    expect(group.instance_types).toEqual(['m7g.large', 'm6g.large']);
    expect(group.node_group_name_prefix).toBe('general-mixed-');
    expect(group.lifecycle.create_before_destroy).toBe(true);
  });

  test("keeps pods away from the node's credentials", () => {
    expect(nodeGroup().template.metadata_options).toEqual({
      http_endpoint: 'enabled',
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
    });
  });

  test('encrypts root volumes with the given key', () => {
    expect(nodeGroup().template.block_device_mappings).toEqual([
      {
        device_name: '/dev/xvda',
        ebs: expect.objectContaining({ volume_type: 'gp3', encrypted: 'true', kms_key_id: 'arn:key' }),
      },
    ]);
  });

  test('tags what is started from the template', () => {
    const tags = { Environment: 'dev', Name: 'nxloy-dev-general' };

    expect(nodeGroup().template.tag_specifications).toEqual([
      { resource_type: 'instance', tags },
      { resource_type: 'volume', tags },
      { resource_type: 'network-interface', tags },
    ]);
  });

  test('reserves dedicated nodes by taint and label', () => {
    expect(nodeGroup({ dedicatedTo: 'workers' }).group).toMatchObject({
      labels: { 'nxloy.com/dedicated': 'workers' },
      taint: [{ key: 'nxloy.com/dedicated', value: 'workers', effect: 'NO_SCHEDULE' }],
    });
    expect(nodeGroup().group).not.toHaveProperty('taint');
  });
});
