import { LogGroup } from '../../../constructs/monitoring/log-group';
import { synthesize } from '../../support/synth';

describe('LogGroup', () => {
  test('is encrypted, and forgets after the days it was given', () => {
    const synthesized = synthesize(
      (stack) =>
        void new LogGroup(stack, 'Logs', {
          name: '/aws/eks/nxloy-test/cluster',
          retentionDays: 30,
          encryptionKeyArn: 'arn:key',
        }),
    );
    expect(synthesized.types).toEqual({ aws_cloudwatch_log_group: 1 });
    expect(synthesized.only('aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/eks/nxloy-test/cluster',
      retention_in_days: 30,
      kms_key_id: 'arn:key',
    });
  });
});
