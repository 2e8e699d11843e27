import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { EncryptionKey, servicesMayPublish } from '../encryption/encryption-key';
import { policyDocument } from '../identity/policy-document';
import type { Protection } from '../protection';
import type { AlarmTopics } from './alarm';

/** AWS services that have something to say. */
const publishers = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'backup.amazonaws.com'] as const;

export interface NotificationsProps {
  readonly name: string;
  readonly accountId: string;
  /** Who is written to; each address has to confirm once, by the link that AWS sends it. */
  readonly emails: readonly string[];
  readonly protection: Protection;
}

/** The two topics on which AWS services report trouble, encrypted with a key of their own. */
export class Notifications extends Construct implements AlarmTopics {
  readonly criticalTopicArn: string;
  readonly warningTopicArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NotificationsProps,
  ) {
    super(scope, id);
    const key = new EncryptionKey(this, 'Key', {
      name: `${props.name}-notifications`,
      description: `Notifications of ${props.name}`,
      accountId: props.accountId,
      protection: props.protection,
      statements: [servicesMayPublish(publishers, props.accountId)],
    });
    this.criticalTopicArn = this.createTopic('Critical', key);
    this.warningTopicArn = this.createTopic('Warning', key);
  }

  private createTopic(severity: 'Critical' | 'Warning', key: EncryptionKey): string {
    const { arn } = new SnsTopic(this, severity, {
      name: `${this.props.name}-${severity.toLowerCase()}`,
      kmsMasterKeyId: key.id,
    });
    new SnsTopicPolicy(this, `${severity}Policy`, { arn, policy: this.topicPolicy(arn) });
    for (const email of this.props.emails)
      new SnsTopicSubscription(this, `${severity}-${email}`, { topicArn: arn, protocol: 'email', endpoint: email });
    return arn;
  }

  /** @see https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html */
  private topicPolicy(arn: string): string {
    return policyDocument([
      {
        sid: 'ServicesPublish',
        principals: { Service: publishers },
        actions: ['sns:Publish'],
        resources: [arn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.props.accountId } },
      },
      {
        sid: 'OnlyOverTls',
        effect: 'Deny',
        principals: { AWS: '*' },
        actions: ['sns:Publish'],
        resources: [arn],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  }
}
