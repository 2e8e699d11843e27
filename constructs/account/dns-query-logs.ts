import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Route53QueryLog } from '@cdktf/provider-aws/lib/route53-query-log';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { EncryptionKey, logsMayEncrypt } from '../encryption/encryption-key';
import { policyDocument } from '../identity/policy-document';
import { LogGroup } from '../monitoring/log-group';
import { globalServicesRegion } from '../providers/global-region';

export interface DnsQueryLogsProps {
  readonly accountId: string;
  /** Ids of public zones by name. */
  readonly zones: Readonly<Record<string, string>>;
  /** Days that CloudWatch keeps a record of every query that reached AWS; 0.50 USD for a gigabyte of them. */
  readonly retentionDays: number;
  /** Provider of AWS's global services: Route 53 logs public zones nowhere else. */
  readonly provider: TerraformProvider;
}

const logsPrefix = '/aws/route53/';

/**
 * Who asked for which name: shows forgotten clients before a record goes, and names that someone guesses.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
 */
export class DnsQueryLogs extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DnsQueryLogsProps,
  ) {
    super(scope, id);
    const { zones, provider } = props;
    const key = this.createKey();
    const permission = this.createPermission();
    for (const [name, zoneId] of Object.entries(zones)) {
      const logs = this.createLogGroup(name, key);
      new Route53QueryLog(this, `Queries-${name}`, {
        zoneId,
        cloudwatchLogGroupArn: logs.arn,
        provider,
        // Route 53 tries to write before it accepts the log group.
        dependsOn: [permission],
      });
    }
  }

  private createKey(): EncryptionKey {
    const { accountId, provider } = this.props;
    return new EncryptionKey(this, 'Key', {
      name: 'nxloy-dns-query-logs',
      description: 'Record of DNS queries',
      accountId,
      protection: 'deletion-protection',
      statements: [logsMayEncrypt(globalServicesRegion, accountId)],
      provider,
    });
  }

  private createLogGroup(name: string, key: EncryptionKey): LogGroup {
    return new LogGroup(this, `Logs-${name}`, {
      name: `${logsPrefix}${name}`,
      retentionDays: this.props.retentionDays,
      encryptionKeyArn: key.arn,
      provider: this.props.provider,
    });
  }

  /** One for all zones: an account may have ten such policies in a region. */
  private createPermission(): CloudwatchLogResourcePolicy {
    const { accountId, zones, provider } = this.props;
    return new CloudwatchLogResourcePolicy(this, 'Permission', {
      policyName: 'nxloy-dns-query-logs',
      policyDocument: policyDocument([
        {
          sid: 'QueriesAreLogged',
          principals: { Service: 'route53.amazonaws.com' },
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: Object.keys(zones).map(
            (name) => `arn:aws:logs:${globalServicesRegion}:${accountId}:log-group:${logsPrefix}${name}:*`,
          ),
          conditions: { StringEquals: { 'aws:SourceAccount': accountId } },
        },
      ]),
      provider,
    });
  }
}
