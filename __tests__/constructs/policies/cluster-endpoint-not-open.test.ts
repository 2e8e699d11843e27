import { EksCluster, type EksClusterVpcConfig } from '@cdktf/provider-aws/lib/eks-cluster';
import type { TerraformStack } from 'cdktf';
import { clusterEndpointNotOpen } from '../../../constructs/policies/cluster-endpoint-not-open';
import { violated } from '../../support/policies';

const cluster = (vpcConfig: Omit<EksClusterVpcConfig, 'subnetIds'>) => (stack: TerraformStack) =>
  void new EksCluster(stack, 'Cluster', {
    name: 'c',
    roleArn: 'arn:aws:iam::123456789012:role/c',
    vpcConfig: { subnetIds: [], ...vpcConfig },
  });

test.each([
  ['a private endpoint', { endpointPublicAccess: false }],
  ['an endpoint for listed addresses', { endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] }],
])('%s passes', (_, vpcConfig) => {
  expect(violated(clusterEndpointNotOpen, cluster(vpcConfig))).toEqual([]);
});

test.each([
  ['everyone', { endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24', '0.0.0.0/0'] }],
  ['everyone, as no list means', { endpointPublicAccess: true }],
  ['everyone, as an empty list means', { endpointPublicAccess: true, publicAccessCidrs: [] }],
  ['everyone, as silence means', {}],
])('an endpoint open to %s fails', (_, vpcConfig) => {
  expect(violated(clusterEndpointNotOpen, cluster(vpcConfig))).toEqual(['vpc_config.public_access_cidrs']);
});
