import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { WebFirewall } from '../../../constructs/storage/web-firewall';
import { synthesize } from '../../support/synth';

const firewallWith = (props: { requestsPerAddress?: number } = {}) =>
  synthesize((scope) => {
    new WebFirewall(scope, 'Firewall', {
      name: 'nxloy-test-assets',
      accountId: '123456789012',
      logRetentionDays: 90,
      protection: 'none',
      provider: new AwsProvider(scope, 'Global', { region: 'us-east-1', alias: 'global' }),
      ...props,
    });
  });

describe('WebFirewall', () => {
  it("asks AWS's rule groups, Log4Shell among them, and leaves each rule its action", () => {
    const { rule, scope } = firewallWith().only('aws_wafv2_web_acl');
    expect(scope).toBe('CLOUDFRONT');
    const groups = rule.filter((one: { statement: object }) => 'managed_rule_group_statement' in one.statement);
    expect(groups.map((one: { name: string }) => one.name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
    ]);
    for (const group of groups) {
      expect(group.override_action).toEqual({ none: {} });
      expect(group.statement).toEqual({ managed_rule_group_statement: { name: group.name, vendor_name: 'AWS' } });
    }
  });

  it('blocks addresses that ask too often, before anything else is asked', () => {
    const rateLimit = (stack: ReturnType<typeof synthesize>) =>
      stack.only('aws_wafv2_web_acl').rule.find((one: { name: string }) => one.name === 'rate-limit');
    expect(rateLimit(firewallWith())).toMatchObject({
      priority: 0,
      action: { block: {} },
      statement: { rate_based_statement: { limit: 2000, aggregate_key_type: 'IP' } },
    });
    expect(rateLimit(firewallWith({ requestsPerAddress: 500 })).statement.rate_based_statement.limit).toBe(500);
  });

  it('gives every rule a priority of its own', () => {
    const priorities = firewallWith()
      .only('aws_wafv2_web_acl')
      .rule.map((one: { priority: number }) => one.priority);
    expect(new Set(priorities).size).toBe(4);
  });

  it('logs under the prefix that the firewall demands, encrypted, without credentials', () => {
    const stack = firewallWith();
    expect(stack.only('aws_cloudwatch_log_group')).toMatchObject({
      name: 'aws-waf-logs-nxloy-test-assets',
      retention_in_days: 90,
      kms_key_id: expect.stringContaining('aws_kms_key'),
    });
    expect(stack.only('aws_kms_key').policy).toContain('logs.us-east-1.amazonaws.com');
    expect(stack.only('aws_wafv2_web_acl_logging_configuration').redacted_fields).toEqual([
      { single_header: { name: 'authorization' } },
      { single_header: { name: 'cookie' } },
    ]);
  });

  it('makes everything with the provider of the global services', () => {
    const { resource } = firewallWith().json;
    const resources = Object.values(resource as Record<string, Record<string, { provider?: string }>>).flatMap(
      (ofType) => Object.values(ofType),
    );
    expect(resources.map(({ provider }) => provider)).toEqual(resources.map(() => 'aws.global'));
  });
});
