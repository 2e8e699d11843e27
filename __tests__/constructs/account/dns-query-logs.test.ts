import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { DnsQueryLogs } from '../../../constructs/account/dns-query-logs';
import { synthesize } from '../../support/synth';

const logged = synthesize((stack) => {
  const provider = new AwsProvider(stack, 'Global', { region: 'us-east-1', alias: 'global' });
  const zones = { 'nxloy.com': 'Z1', 'dev.nxloy.com': 'Z2' };
  new DnsQueryLogs(stack, 'DnsQueryLogs', { accountId: '123456789012', zones, retentionDays: 365, provider });
});

const policy = logged.only('aws_cloudwatch_log_resource_policy');

test('every zone logs into an encrypted group of its own', () => {
  expect(logged.count('aws_cloudwatch_log_group')).toBe(2);
  expect(logged.matching('aws_cloudwatch_log_group', { name: '/aws/route53/dev.nxloy.com' })).toMatchObject({
    retention_in_days: 365,
    kms_key_id: expect.stringContaining('aws_kms_key.DnsQueryLogs_Key'),
  });
  expect(logged.matching('aws_route53_query_log', { zone_id: 'Z2' }).cloudwatch_log_group_arn).toMatch(
    /aws_cloudwatch_log_group\.DnsQueryLogs_Logs-devnxloycom/,
  );
});

test('everything lies where Route 53 logs public zones to', () => {
  const resources = Object.values(logged.json.resource as Record<string, Record<string, { provider: string }>>);
  expect(new Set(resources.flatMap((byId) => Object.values(byId).map(({ provider }) => provider)))).toEqual(
    new Set(['aws.global']),
  );
  expect(logged.only('aws_kms_key').policy).toContain('logs.us-east-1.amazonaws.com');
});

test('Route 53 may write to these groups only, for this account only, and before it is asked to', () => {
  expect(JSON.parse(policy.policy_document).Statement).toEqual([
    {
      Sid: 'QueriesAreLogged',
      Effect: 'Allow',
      Principal: { Service: 'route53.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: [
        'arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/nxloy.com:*',
        'arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/dev.nxloy.com:*',
      ],
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    },
  ]);
  const [query] = Object.values(logged.resources('aws_route53_query_log'));
  expect(query!.depends_on).toEqual([expect.stringContaining('aws_cloudwatch_log_resource_policy.DnsQueryLogs')]);
});
