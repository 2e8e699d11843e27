import { BackupPlan as AwsBackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVaultNotifications } from '@cdktf/provider-aws/lib/backup-vault-notifications';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { serviceTrust } from '../identity/policy-document';
import type { Protection } from '../protection';
import { BackupVault } from './backup-vault';

export interface BackupPlanProps {
  /** Prefix of all names, such as `nxloy-prod`. */
  readonly name: string;
  readonly accountId: string;
  /** Days after which a recovery point is deleted. */
  readonly retentionDays: number;
  readonly protection: Protection;
  /** Versioned buckets; about 0.05 USD per GiB and month. */
  readonly resourceArns: readonly string[];
  /** Topic that is told of backups and copies that failed. */
  readonly topicArn: string;
  /** Provider of the region that gets a copy of every recovery point. @default - no copies */
  readonly copyTo?: TerraformProvider;
}

/** Managed policies by which AWS Backup reads what it backs up; buckets need one of their own. */
const backupPolicies = {
  Backup: 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
  S3Backup: 'arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup',
} as const;

/** Backs resources up every night, apart from what their own services keep: deleting those leaves these. */
export class BackupPlan extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackupPlanProps,
  ) {
    super(scope, id);
    const { accountId, protection } = props;
    const name = `${props.name}-backup`;
    const vault = new BackupVault(this, 'Vault', { name, accountId, protection });
    new BackupVaultNotifications(this, 'Failures', {
      backupVaultName: vault.name,
      snsTopicArn: props.topicArn,
      backupVaultEvents: ['BACKUP_JOB_FAILED', 'COPY_JOB_FAILED'],
    });
    const { role, ready } = this.createRole(name);
    new BackupSelection(this, 'Selection', {
      name,
      planId: this.createPlan(name, vault).id,
      iamRoleArn: role.arn,
      resources: [...props.resourceArns],
      dependsOn: ready,
    });
  }

  private createPlan(name: string, vault: BackupVault): AwsBackupPlan {
    const lifecycle = { deleteAfter: this.props.retentionDays };
    const copies = this.createCopyVaults(name).map((copy) => ({ destinationVaultArn: copy.arn, lifecycle }));
    return new AwsBackupPlan(this, 'Resource', {
      name,
      rule: [
        {
          ruleName: 'daily',
          targetVaultName: vault.name,
          schedule: 'cron(0 0 * * ? *)',
          startWindow: 60,
          completionWindow: 480,
          lifecycle,
          copyAction: copies,
        },
      ],
    });
  }

  private createCopyVaults(name: string): BackupVault[] {
    const { accountId, copyTo, protection } = this.props;
    if (copyTo === undefined) return [];
    return [new BackupVault(this, 'CopyVault', { name: `${name}-copy`, accountId, protection, provider: copyTo })];
  }

  private createRole(name: string): { role: IamRole; ready: IamRolePolicyAttachment[] } {
    const role = new IamRole(this, 'Role', {
      name,
      description: 'AWS Backup reads what it backs up',
      assumeRolePolicy: serviceTrust('backup.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': this.props.accountId },
      }),
    });
    const ready = Object.entries(backupPolicies).map(
      ([id, policyArn]) => new IamRolePolicyAttachment(this, `${id}Policy`, { role: role.name, policyArn }),
    );
    return { role, ready };
  }
}
