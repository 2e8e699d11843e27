import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { tlsRequired } from '../../../constructs/policies/tls-required';
import { violated } from '../../support/policies';

const cache = { description: 'd', replicationGroupId: 'r' };
const instanceClass = 'db.t4g.micro';

test('data stores that refuse connections in the clear pass', () => {
  expect(
    violated(tlsRequired, (stack) => {
      new ElasticacheReplicationGroup(stack, 'Cache', { ...cache, transitEncryptionEnabled: true });
      const group = new DbParameterGroup(stack, 'Parameters', {
        family: 'postgres17',
        parameter: [{ name: 'rds.force_ssl', value: '1' }],
      });
      const primary = new DbInstance(stack, 'Primary', { instanceClass, parameterGroupName: group.name });
      new DbInstance(stack, 'Replica', { instanceClass, replicateSourceDb: primary.identifier });
    }),
  ).toEqual([]);
});

test('data stores that accept connections in the clear fail', () => {
  expect(
    violated(tlsRequired, (stack) => {
      new ElasticacheReplicationGroup(stack, 'Plain', cache);
      new ElasticacheReplicationGroup(stack, 'Both', {
        ...cache,
        transitEncryptionEnabled: true,
        transitEncryptionMode: 'preferred',
      });
      new DbParameterGroup(stack, 'Off', { family: 'postgres17', parameter: [{ name: 'rds.force_ssl', value: '0' }] });
      new DbParameterGroup(stack, 'Silent', { family: 'postgres17' });
      new DbInstance(stack, 'Unsaid', { instanceClass });
    }),
  ).toEqual([
    'transit_encryption_enabled',
    'transit_encryption_mode',
    'parameter (rds.force_ssl)',
    'parameter (rds.force_ssl)',
    'parameter_group_name',
  ]);
});
