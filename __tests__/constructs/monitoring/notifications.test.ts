import { Notifications } from '../../../constructs/monitoring/notifications';
import { synthesize } from '../../support/synth';

const stack = synthesize((scope) => {
  new Notifications(scope, 'Notifications', {
    name: 'nxloy-test',
    accountId: '123456789012',
    emails: ['first@nxloy.com', 'second@nxloy.com'],
    protection: 'none',
  });
});

const services = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'backup.amazonaws.com'];

describe('Notifications', () => {
  it('has one topic a severity, both encrypted with the same key', () => {
    const [key] = Object.keys(stack.resources('aws_kms_key'));
    const topics = Object.values(stack.resources('aws_sns_topic'));
    expect(topics.map(({ name }) => name).sort()).toEqual(['nxloy-test-critical', 'nxloy-test-warning']);
    expect(topics.map(({ kms_master_key_id }) => kms_master_key_id)).toEqual(
      topics.map(() => `\${aws_kms_key.${key}.key_id}`),
    );
  });

  it('lets the reporting services of this account use the key', () => {
    expect(JSON.parse(stack.only('aws_kms_key').policy).Statement[1]).toMatchObject({
      Principal: { Service: services },
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    });
  });

  it('lets the same services publish, and nobody without TLS', () => {
    const policies = Object.values(stack.resources('aws_sns_topic_policy')).map(({ policy }) => JSON.parse(policy));
    expect(policies).toHaveLength(2);
    for (const { Statement } of policies)
      expect(Statement).toMatchObject([
        {
          Effect: 'Allow',
          Principal: { Service: services },
          Action: ['sns:Publish'],
          Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
        },
        { Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ]);
  });

  it('writes to every address about both severities', () => {
    const subscriptions = Object.values(stack.resources('aws_sns_topic_subscription'));
    expect(subscriptions).toHaveLength(4);
    expect(new Set(subscriptions.map(({ topic_arn, endpoint }) => `${topic_arn} ${endpoint}`)).size).toBe(4);
    expect(subscriptions.every(({ protocol }) => protocol === 'email')).toBe(true);
  });
});
