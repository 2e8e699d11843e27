import { BackupVault } from '../../../constructs/backup/backup-vault';
import type { Protection } from '../../../constructs/protection';
import { synthesize } from '../../support/synth';

const synthesizeWith = (protection: Protection) =>
  synthesize(
    (stack) => void new BackupVault(stack, 'Vault', { name: 'nxloy-test', accountId: '123456789012', protection }),
  );

describe('BackupVault', () => {
  test('is encrypted with a key of its own', () => {
    const synthesized = synthesizeWith('none');
    const [keyId] = Object.keys(synthesized.resources('aws_kms_key'));
    expect(synthesized.only('aws_backup_vault').kms_key_arn).toBe(`\${aws_kms_key.${keyId}.arn}`);
  });

  test('goes with its contents only when unprotected', () => {
    expect(synthesizeWith('none').only('aws_backup_vault').force_destroy).toBe(true);
    expect(synthesizeWith('deletion-protection').only('aws_backup_vault').force_destroy).toBe(false);
    expect(synthesizeWith('prevent-destroy').only('aws_backup_vault').lifecycle.prevent_destroy).toBe(true);
  });
});
