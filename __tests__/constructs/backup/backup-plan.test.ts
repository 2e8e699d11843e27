import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { BackupPlan, type BackupPlanProps } from '../../../constructs/backup/backup-plan';
import { synthesize } from '../../support/synth';

const props: BackupPlanProps = {
  name: 'nxloy-test',
  accountId: '123456789012',
  retentionDays: 30,
  protection: 'none',
  topicArn: 'arn:warning',
  resourceArns: ['arn:aws:s3:::assets', 'arn:aws:rds:eu-central-1:123456789012:db:database'],
};

const synthesizeWith = (changes: (stack: TerraformStack) => Partial<BackupPlanProps> = () => ({})) =>
  synthesize((stack) => void new BackupPlan(stack, 'BackupPlan', { ...props, ...changes(stack) }));

const withCopies = (stack: TerraformStack) => ({
  copyTo: new AwsProvider(stack, 'Backup', { region: 'eu-west-1', alias: 'backup' }),
});

describe('BackupPlan', () => {
  test('backs up exactly the named resources, once the role may read them', () => {
    const synthesized = synthesizeWith();
    const selection = synthesized.only('aws_backup_selection');
    expect(selection.resources).toEqual(props.resourceArns);
    expect(selection.depends_on.sort()).toEqual(
      Object.keys(synthesized.resources('aws_iam_role_policy_attachment'))
        .map((id) => `aws_iam_role_policy_attachment.${id}`)
        .sort(),
    );
    expect(JSON.parse(synthesized.only('aws_iam_role').assume_role_policy).Statement[0].Principal).toEqual({
      Service: 'backup.amazonaws.com',
    });
  });

  test('keeps daily recovery points for the given days, and copies nothing unless told', () => {
    const synthesized = synthesizeWith();
    expect(synthesized.only('aws_backup_plan').rule).toEqual([
      expect.objectContaining({ schedule: 'cron(0 0 * * ? *)', lifecycle: { delete_after: 30 }, copy_action: [] }),
    ]);
    expect(synthesized.count('aws_backup_vault')).toBe(1);
  });

  test('tells of backups and copies that failed', () => {
    expect(synthesizeWith().only('aws_backup_vault_notifications')).toMatchObject({
      sns_topic_arn: 'arn:warning',
      backup_vault_events: ['BACKUP_JOB_FAILED', 'COPY_JOB_FAILED'],
    });
  });

  test('copies every recovery point to a vault in the backup region', () => {
    const synthesized = synthesizeWith(withCopies);
    expect(synthesized.count('aws_backup_vault')).toBe(2);
    expect(synthesized.matching('aws_backup_vault', { provider: 'aws.backup' }).name).toBe('nxloy-test-backup-copy');
    expect(synthesized.only('aws_backup_plan').rule[0].copy_action).toEqual([
      { destination_vault_arn: expect.stringContaining('CopyVault'), lifecycle: { delete_after: 30 } },
    ]);
  });
});
