import { MasterPassword } from '../../../constructs/database/master-password';
import { synthesize } from '../../support/synth';

const synthesized = synthesize(
  (stack) =>
    void new MasterPassword(stack, 'MasterPassword', {
      secretName: 'nxloy/test/database-master',
      username: 'nxloy_master',
      encryptionKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/database',
      version: 3,
      protection: 'deletion-protection',
    }),
);

describe('MasterPassword', () => {
  test('is generated without characters that RDS refuses', () => {
    expect(Object.values(synthesized.json.ephemeral.aws_secretsmanager_random_password)).toEqual([
      { password_length: 48, exclude_punctuation: true },
    ]);
  });

  test('is written write-only, as JSON with the user name', () => {
    const [randomId] = Object.keys(synthesized.json.ephemeral.aws_secretsmanager_random_password);
    const version = synthesized.only('aws_secretsmanager_secret_version');
    expect(version.secret_string_wo).toBe(
      `\${jsonencode({"username" = "nxloy_master", "password" = ephemeral.aws_secretsmanager_random_password.${randomId}.random_password})}`,
    );
    expect(version.secret_string_wo_version).toBe(3);
    expect(version).not.toHaveProperty('secret_string');
  });

  test('is read back only once the secret has a value', () => {
    const [versionId] = Object.keys(synthesized.resources('aws_secretsmanager_secret_version'));
    expect(Object.values(synthesized.json.ephemeral.aws_secretsmanager_secret_version)).toEqual([
      { secret_id: `\${aws_secretsmanager_secret_version.${versionId}.arn}` },
    ]);
  });

  test('lies in a secret under the given key that can be recovered for 30 days', () => {
    expect(synthesized.only('aws_secretsmanager_secret')).toMatchObject({
      name: 'nxloy/test/database-master',
      kms_key_id: 'arn:aws:kms:eu-central-1:123456789012:key/database',
      recovery_window_in_days: 30,
    });
  });
});
