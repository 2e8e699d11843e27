import { Wafv2WebAcl, type Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { EncryptionKey, logsMayEncrypt } from '../encryption/encryption-key';
import { LogGroup } from '../monitoring/log-group';
import type { Protection } from '../protection';
import { globalServicesRegion } from '../providers/global-region';

/**
 * Rules that AWS writes and keeps up to date, in the order in which they are asked: the cheapest answer first.
 * `KnownBadInputs` holds the one against Log4Shell (CVE-2021-44228).
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const managedRuleGroups = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesCommonRuleSet',
] as const;

export interface WebFirewallProps {
  readonly name: string;
  readonly accountId: string;
  /** Days that CloudWatch keeps a record of every request that was looked at. */
  readonly logRetentionDays: number;
  /** Requests that one address may make in five minutes. @default 2000 */
  readonly requestsPerAddress?: number;
  readonly protection: Protection;
  /** Provider of AWS's global services: firewalls of CloudFront exist nowhere else. */
  readonly provider: TerraformProvider;
}

/** A firewall in front of CloudFront (9 USD a month, 1 USD for its logs' key, 0.60 USD per million requests). */
export class WebFirewall extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebFirewallProps,
  ) {
    super(scope, id);
    const managed = managedRuleGroups.map((group, index) => this.managedRules(group, index + 1));
    const firewall = new Wafv2WebAcl(this, 'Resource', {
      name: props.name,
      description: `Firewall of ${props.name}`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      rule: [this.rateLimit(0), ...managed],
      visibilityConfig: this.visibility(props.name),
      provider: props.provider,
    });
    this.arn = firewall.arn;
    new Wafv2WebAclLoggingConfiguration(this, 'Logging', {
      resourceArn: firewall.arn,
      logDestinationConfigs: [this.createLogGroup().arn],
      redactedFields: ['authorization', 'cookie'].map((name) => ({ singleHeader: { name } })),
      provider: props.provider,
    });
  }

  private createLogGroup(): LogGroup {
    const { name, accountId, logRetentionDays, protection, provider } = this.props;
    const key = new EncryptionKey(this, 'LogsKey', {
      name: `${name}-firewall-logs`,
      description: `Firewall logs of ${name}`,
      accountId,
      protection,
      statements: [logsMayEncrypt(globalServicesRegion, accountId)],
      provider,
    });
    return new LogGroup(this, 'Logs', {
      // The firewall logs to no group with another prefix.
      name: `aws-waf-logs-${name}`,
      retentionDays: logRetentionDays,
      encryptionKeyArn: key.arn,
      provider,
    });
  }

  // cdktf hands a statement on as it is, since statements nest: hence Terraform's own spelling in it.

  private rateLimit(priority: number): Wafv2WebAclRule {
    return {
      name: 'rate-limit',
      priority,
      action: { block: {} },
      statement: {
        rate_based_statement: { limit: this.props.requestsPerAddress ?? 2000, aggregate_key_type: 'IP' },
      },
      visibilityConfig: this.visibility('rate-limit'),
    };
  }

  private managedRules(group: string, priority: number): Wafv2WebAclRule {
    return {
      name: group,
      priority,
      // `none` leaves each rule of the group the action that AWS gave it.
      overrideAction: { none: {} },
      statement: { managed_rule_group_statement: { name: group, vendor_name: 'AWS' } },
      visibilityConfig: this.visibility(group),
    };
  }

  private visibility(metricName: string) {
    return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
  }
}
