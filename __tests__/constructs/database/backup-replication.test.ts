import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { BackupReplication } from '../../../constructs/database/backup-replication';
import type { Protection } from '../../../constructs/protection';
import { synthesize } from '../../support/synth';

const synthesizeWith = (protection: Protection) =>
  synthesize(
    (stack) =>
      void new BackupReplication(stack, 'BackupReplication', {
        name: 'nxloy-test',
        accountId: '123456789012',
        databaseArn: 'arn:aws:rds:eu-central-1:123456789012:db:nxloy-test-database',
        retentionDays: 30,
        protection,
        provider: new AwsProvider(stack, 'Backup', { region: 'eu-west-1', alias: 'backup' }),
      }),
  );

describe('BackupReplication', () => {
  test('makes copies and their key in the backup region', () => {
    const synthesized = synthesizeWith('none');
    const [keyId] = Object.keys(synthesized.resources('aws_kms_key'));
    expect(synthesized.only('aws_db_instance_automated_backups_replication')).toMatchObject({
      source_db_instance_arn: 'arn:aws:rds:eu-central-1:123456789012:db:nxloy-test-database',
      retention_period: 30,
      kms_key_id: `\${aws_kms_key.${keyId}.arn}`,
      provider: 'aws.backup',
    });
    for (const type of ['aws_kms_key', 'aws_kms_alias']) expect(synthesized.only(type).provider).toBe('aws.backup');
  });

  test('with prevent-destroy, Terraform refuses to end the copying', () => {
    const synthesized = synthesizeWith('prevent-destroy');
    expect(synthesized.only('aws_db_instance_automated_backups_replication').lifecycle.prevent_destroy).toBe(true);
    expect(synthesized.only('aws_kms_key').lifecycle.prevent_destroy).toBe(true);
  });
});
