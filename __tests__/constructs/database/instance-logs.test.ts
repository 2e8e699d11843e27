import { InstanceLogs } from '../../../constructs/database/instance-logs';
import { synthesize } from '../../support/synth';

describe('InstanceLogs', () => {
  test('makes an encrypted, ageing group for every exported log', () => {
    const synthesized = synthesize(
      (stack) =>
        void new InstanceLogs(stack, 'Logs', {
          instanceIdentifier: 'db-1',
          retentionDays: 30,
          encryptionKeyArn: 'arn:key',
        }),
    );
    expect(synthesized.count('aws_cloudwatch_log_group')).toBe(2);
    for (const log of ['postgresql', 'upgrade'])
      expect(synthesized.matching('aws_cloudwatch_log_group', { name: `/aws/rds/instance/db-1/${log}` })).toMatchObject(
        { retention_in_days: 30, kms_key_id: 'arn:key' },
      );
  });
});
