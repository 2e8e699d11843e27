import { MonitoringRole } from '../../../constructs/database/monitoring-role';
import { synthesize } from '../../support/synth';

describe('MonitoringRole', () => {
  const synthesized = synthesize(
    (stack) => void new MonitoringRole(stack, 'Role', { name: 'nxloy-test-monitoring', accountId: '123456789012' }),
  );

  test('can be assumed by RDS monitoring on behalf of this account only', () => {
    const [statement] = JSON.parse(synthesized.only('aws_iam_role').assume_role_policy).Statement;
    expect(statement).toMatchObject({
      Principal: { Service: 'monitoring.rds.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    });
  });

  test('may publish metrics of the operating system, and no more', () => {
    expect(synthesized.only('aws_iam_role_policy_attachment').policy_arn).toBe(
      'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole',
    );
  });
});
