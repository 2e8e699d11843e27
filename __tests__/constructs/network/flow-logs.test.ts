import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { FlowLogs } from '../../../constructs/network/flow-logs';
import { synthesize } from '../../support/synth';

const flowLogs = () =>
  synthesize((stack) => {
    const vpc = new Vpc(stack, 'Vpc', { cidrBlock: '10.20.0.0/16' });
    new FlowLogs(stack, 'FlowLogs', {
      name: 'nxloy-test',
      vpc,
      logs: { retentionDays: 30, encryptionKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/logs' },
    });
  });

describe('FlowLogs', () => {
  test('records accepted and refused traffic in an encrypted log group that expires', () => {
    const synthesized = flowLogs();
    expect(synthesized.only('aws_flow_log')).toMatchObject({
      traffic_type: 'ALL',
      log_destination_type: 'cloud-watch-logs',
    });
    expect(synthesized.only('aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/vpc/nxloy-test/flow-logs',
      retention_in_days: 30,
      kms_key_id: 'arn:aws:kms:eu-central-1:123456789012:key/logs',
    });
  });

  test('lets only the flow logs of this account assume the role', () => {
    const [statement] = JSON.parse(flowLogs().only('aws_iam_role').assume_role_policy).Statement;
    expect(statement.Principal).toEqual({ Service: 'vpc-flow-logs.amazonaws.com' });
    expect(statement.Condition.StringEquals['aws:SourceAccount']).toMatch(/aws_vpc\.Vpc\.owner_id/);
  });

  test('lets the role write to its own log group and do nothing else', () => {
    const { Statement } = JSON.parse(flowLogs().only('aws_iam_role_policy').policy);
    expect(Statement).toHaveLength(1);
    expect(Statement[0].Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams']);
    for (const resource of Statement[0].Resource)
      expect(resource).toMatch(/^\$\{aws_cloudwatch_log_group\..*\.arn\}(:\*)?$/);
  });

  test('starts when the role may write, so that the first records are not lost', () => {
    expect(flowLogs().only('aws_flow_log').depends_on).toEqual([expect.stringContaining('aws_iam_role_policy')]);
  });
});
