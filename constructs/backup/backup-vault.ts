import { BackupVault as AwsBackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key';
import { guardAgainstDestroy, isProtected, type Protection } from '../protection';

export interface BackupVaultProps {
  readonly name: string;
  readonly accountId: string;
  readonly protection: Protection;
  /** @default - the stack's default provider */
  readonly provider?: TerraformProvider;
}

/** Where recovery points lie, encrypted with a key of its own; only an unprotected one is deleted while it holds any. */
export class BackupVault extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const { name, accountId, protection, provider } = props;
    const description = `Recovery points in ${name}`;
    const key = new EncryptionKey(this, 'Key', { name, description, accountId, protection, provider });
    const vault = new AwsBackupVault(this, 'Resource', {
      name,
      kmsKeyArn: key.arn,
      forceDestroy: !isProtected(protection),
      provider,
    });
    guardAgainstDestroy(vault, protection);
    this.arn = vault.arn;
    this.name = vault.name;
  }
}
