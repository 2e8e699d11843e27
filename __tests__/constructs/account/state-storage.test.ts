import { StateStorage } from '../../../constructs/account/state-storage';
import { synthesize } from '../../support/synth';

const stack = () =>
  synthesize(
    (scope) => new StateStorage(scope, 'State', { accountId: '123456789012', accessLogs: { bucketName: 'logs' } }),
  );
const buckets = { state: 'nxloy-terraform-state-123456789012', plans: 'nxloy-terraform-plans-123456789012' };

test('Terraform refuses to destroy the state, its key and its locks', () => {
  const synthesized = stack();
  const guarded = { prevent_destroy: true };
  expect(synthesized.matching('aws_s3_bucket', { bucket: buckets.state }).lifecycle).toEqual(guarded);
  expect(synthesized.only('aws_kms_key').lifecycle).toEqual(guarded);
  expect(synthesized.only('aws_dynamodb_table').lifecycle).toEqual(guarded);
});

test('the lock table is encrypted, restorable, protected, and keyed as the S3 backend expects', () => {
  expect(stack().only('aws_dynamodb_table')).toMatchObject({
    name: 'nxloy-terraform-locks',
    hash_key: 'LockID',
    point_in_time_recovery: { enabled: true },
    server_side_encryption: { enabled: true, kms_key_arn: expect.stringContaining('aws_kms_key.') },
    deletion_protection_enabled: true,
  });
});

test('state and plans are encrypted with the key that the backend names, and their accesses are logged', () => {
  const synthesized = stack();
  expect(synthesized.only('aws_kms_alias').name).toBe('alias/nxloy-terraform-state');
  expect(synthesized.count('aws_s3_bucket_server_side_encryption_configuration')).toBe(2);
  expect(
    Object.values(synthesized.resources('aws_s3_bucket_logging')).map(({ target_bucket }) => target_bucket),
  ).toEqual(['logs', 'logs']);
});

test('saved plans are gone after seven days, old states after ninety', () => {
  const [state, plans] = Object.values(stack().resources('aws_s3_bucket_lifecycle_configuration')).map(
    ({ rule }) => rule[0],
  );
  expect([state, plans].map(({ expiration }) => expiration?.[0].days).sort()).toEqual([7, undefined]);
  expect(
    [state, plans].map(({ noncurrent_version_expiration: [{ noncurrent_days }] }) => noncurrent_days).sort(),
  ).toEqual([1, 90]);
});
