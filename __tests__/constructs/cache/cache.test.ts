import { Construct } from 'constructs';
import { Cache, type CacheProps } from '../../../constructs/cache/cache';
import { synthesize } from '../../support/synth';

const props: CacheProps = {
  name: 'nxloy-test',
  accountId: '123456789012',
  version: '8.0',
  nodeType: 'cache.t4g.small',
  nodes: 2,
  network: {
    vpcId: 'vpc-1',
    cidr: '10.0.0.0/16',
    publicSubnetIds: ['subnet-public'],
    privateSubnetIds: ['subnet-private'],
    databaseSubnetIds: ['subnet-database-a', 'subnet-database-b'],
    egress: [],
  },
  logs: { retentionDays: 14, encryptionKeyArn: 'arn:key' },
  protection: 'none',
};

class Pods extends Construct {
  readonly securityGroupId = 'sg-pods';
}

const synthesizeWith = (changes: Partial<CacheProps> = {}) =>
  synthesize((stack) => void new Cache(stack, 'Cache', { ...props, ...changes }));

const groupOf = (changes: Partial<CacheProps> = {}) =>
  synthesizeWith(changes).only('aws_elasticache_replication_group');

describe('Cache', () => {
  test('is encrypted with a key of its own and speaks TLS only', () => {
    const synthesized = synthesizeWith();
    const [keyId] = Object.keys(synthesized.resources('aws_kms_key'));
    expect(synthesized.only('aws_elasticache_replication_group')).toMatchObject({
      engine: 'valkey',
      engine_version: '8.0',
      at_rest_encryption_enabled: 'true',
      kms_key_id: `\${aws_kms_key.${keyId}.arn}`,
      transit_encryption_enabled: true,
      transit_encryption_mode: 'required',
      apply_immediately: false,
    });
    expect(synthesized.only('aws_elasticache_subnet_group').subnet_ids).toEqual(props.network.databaseSubnetIds);
  });

  test('leaves the auth token to whoever sets it', () => {
    const group = groupOf();
    expect(group.lifecycle.ignore_changes).toEqual(['auth_token']);
    expect(group).not.toHaveProperty('auth_token');
  });

  test('never evicts a job', () => {
    expect(synthesizeWith().only('aws_elasticache_parameter_group')).toMatchObject({
      name: 'nxloy-test-cache-valkey8',
      family: 'valkey8',
      parameter: [{ name: 'maxmemory-policy', value: 'noeviction' }],
      lifecycle: { create_before_destroy: true },
    });
  });

  test.each([
    [1, false],
    [2, true],
    [3, true],
  ])('with %d nodes, failover over zones is %s', (nodes, expected) => {
    expect(groupOf({ nodes })).toMatchObject({
      num_cache_clusters: nodes,
      automatic_failover_enabled: expected,
      multi_az_enabled: expected,
    });
  });

  test('logs slow commands and the engine as JSON, to groups that age', () => {
    const synthesized = synthesizeWith();
    expect(synthesized.count('aws_cloudwatch_log_group')).toBe(2);
    const deliveries = synthesized.only('aws_elasticache_replication_group').log_delivery_configuration;
    expect(deliveries).toEqual([
      expect.objectContaining({ log_type: 'slow-log', log_format: 'json' }),
      expect.objectContaining({ log_type: 'engine-log', log_format: 'json' }),
    ]);
    expect(
      synthesized.matching('aws_cloudwatch_log_group', {
        name: '/aws/vendedlogs/elasticache/nxloy-test-cache/slow-log',
      }),
    ).toMatchObject({ retention_in_days: 14, kms_key_id: 'arn:key' });
  });

  test('lets nobody in until told, then only on the port of Valkey', () => {
    expect(synthesizeWith().count('aws_vpc_security_group_ingress_rule')).toBe(0);
    const synthesized = synthesize((stack) => new Cache(stack, 'Cache', props).allowFrom(new Pods(stack, 'Pods')));
    expect(synthesized.only('aws_vpc_security_group_ingress_rule')).toMatchObject({
      referenced_security_group_id: 'sg-pods',
      from_port: 6379,
      to_port: 6379,
    });
  });

  test('unprotected, leaves nothing; protected, a final snapshot', () => {
    expect(groupOf()).not.toHaveProperty('final_snapshot_identifier');
    const kept = groupOf({ protection: 'prevent-destroy' });
    expect(kept.final_snapshot_identifier).toBe('nxloy-test-cache-final');
    expect(kept.lifecycle).toEqual({ ignore_changes: ['auth_token'], prevent_destroy: true });
  });

  test.each([
    [{ version: '8' }, 'test/Cache: version "8" is not major and minor: write "8.0"'],
    [{ nodes: 0 }, 'test/Cache: nodes "0" is outside what one primary serves: choose 1 to 6'],
  ])('refuses %j', (changes, message) => {
    expect(() => synthesizeWith(changes)).toThrow(message);
  });
});
