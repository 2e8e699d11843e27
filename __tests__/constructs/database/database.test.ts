import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Database, type DatabaseProps } from '../../../constructs/database/database';
import { synthesize } from '../../support/synth';

const network = {
  vpcId: 'vpc-1',
  cidr: '10.0.0.0/16',
  publicSubnetIds: ['subnet-public'],
  privateSubnetIds: ['subnet-private'],
  databaseSubnetIds: ['subnet-database-a', 'subnet-database-b'],
  egress: [],
};

const props: DatabaseProps = {
  name: 'nxloy-test',
  accountId: '123456789012',
  version: '17',
  instanceClass: 'db.t4g.micro',
  multiAz: false,
  readReplicas: 0,
  storage: 20,
  maximumStorage: 100,
  backupRetentionDays: 7,
  network,
  logs: { retentionDays: 14, encryptionKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/logs' },
  masterSecretName: 'nxloy/test/database-master',
  protection: 'none',
};

class Pods extends Construct {
  readonly securityGroupId = 'sg-pods';
}

const synthesizeWith = (changes: Partial<DatabaseProps> = {}) =>
  synthesize((stack) => void new Database(stack, 'Database', { ...props, ...changes }));

const primaryOf = (changes: Partial<DatabaseProps> = {}) =>
  synthesizeWith(changes).matching('aws_db_instance', { identifier: 'nxloy-test-database' });

describe('Database', () => {
  test('runs a major version with automatic minor upgrades, and may follow to a newer major one', () => {
    expect(primaryOf()).toMatchObject({
      engine: 'postgres',
      engine_version: '17',
      auto_minor_version_upgrade: true,
      allow_major_version_upgrade: true,
      apply_immediately: false,
    });
  });

  test('is encrypted with a key of its own, in database subnets, and not public', () => {
    const synthesized = synthesizeWith();
    const [keyId] = Object.keys(synthesized.resources('aws_kms_key'));
    expect(synthesized.count('aws_kms_key')).toBe(1);
    expect(synthesized.only('aws_db_instance')).toMatchObject({
      storage_encrypted: true,
      kms_key_id: `\${aws_kms_key.${keyId}.arn}`,
      performance_insights_kms_key_id: `\${aws_kms_key.${keyId}.arn}`,
      publicly_accessible: false,
      iam_database_authentication_enabled: true,
    });
    expect(synthesized.only('aws_db_subnet_group').subnet_ids).toEqual(network.databaseSubnetIds);
  });

  test('lets nobody in until told, then only on the port of PostgreSQL', () => {
    expect(synthesizeWith().count('aws_vpc_security_group_ingress_rule')).toBe(0);
    const synthesized = synthesize((stack) =>
      new Database(stack, 'Database', props).allowFrom(new Pods(stack, 'Pods')),
    );
    expect(synthesized.only('aws_vpc_security_group_ingress_rule')).toMatchObject({
      referenced_security_group_id: 'sg-pods',
      from_port: 5432,
      to_port: 5432,
      ip_protocol: 'tcp',
    });
  });

  test('waits for its log groups and for the monitoring role to be able to publish', () => {
    const synthesized = synthesizeWith();
    const names = Object.values(synthesized.resources('aws_cloudwatch_log_group')).map(({ name }) => name);
    expect(names).toEqual([
      '/aws/rds/instance/nxloy-test-database/postgresql',
      '/aws/rds/instance/nxloy-test-database/upgrade',
    ]);
    const awaited = [
      ...Object.keys(synthesized.resources('aws_cloudwatch_log_group')).map((id) => `aws_cloudwatch_log_group.${id}`),
      ...Object.keys(synthesized.resources('aws_iam_role_policy_attachment')).map(
        (id) => `aws_iam_role_policy_attachment.${id}`,
      ),
    ];
    expect(synthesized.only('aws_db_instance').depends_on.sort()).toEqual(awaited.sort());
  });

  test('grows up to the maximum, and not at all when both sizes are equal', () => {
    expect(primaryOf()).toMatchObject({ allocated_storage: 20, max_allocated_storage: 100, storage_type: 'gp3' });
    expect(primaryOf({ maximumStorage: 20 })).not.toHaveProperty('max_allocated_storage');
  });

  test('has replicas that take subnets, key, master user and backups from the primary', () => {
    const synthesized = synthesizeWith({ readReplicas: 2 });
    expect(synthesized.count('aws_db_instance')).toBe(3);
    expect(synthesized.count('aws_cloudwatch_log_group')).toBe(6);
    const primary = synthesized.matching('aws_db_instance', { identifier: 'nxloy-test-database' });
    const replica = synthesized.matching('aws_db_instance', { identifier: 'nxloy-test-database-replica-2' });
    expect(replica).toMatchObject({
      replicate_source_db: expect.stringMatching(/^\$\{aws_db_instance\..*\.identifier\}$/),
      storage_encrypted: true,
      parameter_group_name: primary.parameter_group_name,
      skip_final_snapshot: true,
    });
    const refusedByAws = ['db_subnet_group_name', 'kms_key_id', 'username', 'password_wo', 'engine_version'];
    expect(Object.keys(replica).filter((key) => [...refusedByAws, 'backup_retention_period'].includes(key))).toEqual(
      [],
    );
  });

  test('names its instances, primary first', () => {
    synthesize((stack: TerraformStack) => {
      const { instanceIdentifiers } = new Database(stack, 'Database', { ...props, readReplicas: 1 });
      expect(instanceIdentifiers).toEqual(['nxloy-test-database', 'nxloy-test-database-replica-1']);
    });
  });

  test('unprotected, goes with one command and leaves nothing', () => {
    const synthesized = synthesizeWith();
    expect(synthesized.only('aws_db_instance')).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
      delete_automated_backups: true,
    });
    expect(synthesized.only('aws_secretsmanager_secret').recovery_window_in_days).toBe(0);
    expect(JSON.stringify(synthesized.json)).not.toContain('prevent_destroy');
  });

  test('protected against deletion, leaves a final snapshot and its automated backups', () => {
    const synthesized = synthesizeWith({ protection: 'deletion-protection' });
    expect(synthesized.only('aws_db_instance')).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: 'nxloy-test-database-final',
      delete_automated_backups: false,
    });
    expect(JSON.stringify(synthesized.json)).not.toContain('prevent_destroy');
  });

  test('with prevent-destroy, Terraform refuses to destroy instance, key and secret, but not replicas', () => {
    const synthesized = synthesizeWith({ protection: 'prevent-destroy', readReplicas: 1 });
    const guarded = ['aws_db_instance', 'aws_kms_key', 'aws_secretsmanager_secret'].map((type) =>
      Object.values(synthesized.resources(type)).map(({ lifecycle }) => lifecycle?.prevent_destroy ?? false),
    );
    expect(guarded).toEqual([[true, false], [true], [true]]);
  });

  test('writes a new password to the secret and the database when the version is raised', () => {
    const synthesized = synthesizeWith({ passwordVersion: 2 });
    expect(synthesized.only('aws_db_instance').password_wo_version).toBe(2);
    expect(synthesized.only('aws_secretsmanager_secret_version').secret_string_wo_version).toBe(2);
  });

  test.each([
    [{ version: '17.2' }, 'test/Database: version "17.2" is not a major version: write "17", not "17.2"'],
    [{ maximumStorage: 10 }, 'test/Database: maximumStorage "10" must exceed storage (20) by at least 10 %'],
    [{ maximumStorage: 21 }, 'test/Database: maximumStorage "21" must exceed storage (20) by at least 10 %'],
    [{ backupRetentionDays: 0 }, 'test/Database: backupRetentionDays "0" is outside what RDS keeps'],
    [{ readReplicas: -1 }, 'test/Database: readReplicas "-1" is outside what RDS runs'],
    [{ passwordVersion: 0 }, 'test/Database: passwordVersion "0" is not a whole number from 1'],
  ])('refuses %j', (changes, message) => {
    expect(() => synthesizeWith(changes)).toThrow(message);
  });
});
