import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import {
  EncryptionKey,
  type EncryptionKeyProps,
  logsMayEncrypt,
  servicesMayPublish,
} from '../../../constructs/encryption/encryption-key';
import { synthesize, type Synthesized } from '../../support/synth';

const defaults: EncryptionKeyProps = {
  name: 'nxloy-test-logs',
  description: 'Encrypts logs',
  accountId: '123456789012',
  protection: 'none',
};

const key = (props: Partial<EncryptionKeyProps> = {}): Synthesized =>
  synthesize((stack) => void new EncryptionKey(stack, 'Key', { ...defaults, ...props }));

const statements = (synthesized: Synthesized) => JSON.parse(synthesized.only('aws_kms_key').policy).Statement;

describe('EncryptionKey', () => {
  test('is rotated, and found by its alias', () => {
    const synthesized = key();
    expect(synthesized.only('aws_kms_key').enable_key_rotation).toBe(true);
    expect(synthesized.only('aws_kms_alias').name).toBe('alias/nxloy-test-logs');
  });

  test('can always be administered by its account, and by nobody else', () => {
    expect(statements(key())).toEqual([
      expect.objectContaining({ Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: ['kms:*'] }),
    ]);
  });

  test.each([
    ['none', 7, undefined],
    ['deletion-protection', 30, undefined],
    ['prevent-destroy', 30, { prevent_destroy: true }],
  ] as const)('waits and refuses to be destroyed as protection "%s" asks', (protection, days, lifecycle) => {
    const resource = key({ protection }).only('aws_kms_key');
    expect(resource.deletion_window_in_days).toBe(days);
    expect(resource.lifecycle).toEqual(lifecycle);
  });

  test('lets CloudWatch Logs encrypt the log groups of one account in one region only', () => {
    const [, logs] = statements(key({ statements: [logsMayEncrypt('eu-central-1', '123456789012')] }));
    expect(logs.Principal).toEqual({ Service: 'logs.eu-central-1.amazonaws.com' });
    expect(logs.Condition).toEqual({
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-central-1:123456789012:*' },
    });
  });

  test('lets services publish on behalf of one account only', () => {
    const [, publish] = statements(
      key({ statements: [servicesMayPublish(['cloudwatch.amazonaws.com'], '123456789012')] }),
    );
    expect(publish.Principal).toEqual({ Service: ['cloudwatch.amazonaws.com'] });
    expect(publish.Condition).toEqual({ StringEquals: { 'aws:SourceAccount': '123456789012' } });
  });

  test('lives, with its alias, in the region of the provider it was given', () => {
    const synthesized = synthesize((stack) => {
      const provider = new AwsProvider(stack, 'Backup', { region: 'eu-west-1', alias: 'backup' });
      new EncryptionKey(stack, 'Key', { ...defaults, provider });
    });
    expect(synthesized.only('aws_kms_key').provider).toBe('aws.backup');
    expect(synthesized.only('aws_kms_alias').provider).toBe('aws.backup');
  });
});
