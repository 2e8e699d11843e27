import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Aspects, Testing, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { policyDocument } from '../../../constructs/identity/policy-document';
import { policies } from '../../../constructs/policies/policies';
import { PolicyChecks, type PolicyException } from '../../../constructs/policies/policy-checks';
import { standardTags } from '../../../constructs/tags';
import { synthesizeStack } from '../../support/synth';

const kmsKeyId = 'arn:aws:kms:eu-central-1:123456789012:key/k';
const excuse = (part: Partial<PolicyException> = {}): PolicyException => ({
  policy: 'log-retention',
  resource: 'Parent/Logs',
  reason: 'the audit needs it',
  ...part,
});

function synthesize(exceptions: readonly PolicyException[], build: (parent: Construct) => void): string {
  const stack = new TerraformStack(Testing.app(), 'test');
  const tags = standardTags({ environment: 'dev', owner: 'platform', costCenter: 'x' });
  new AwsProvider(stack, 'Aws', { region: 'eu-central-1', defaultTags: [{ tags }] });
  Aspects.of(stack).add(new PolicyChecks({ protection: 'none', exceptions }));
  build(new Construct(stack, 'Parent'));
  try {
    synthesizeStack(stack);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const logs = (parent: Construct) => new CloudwatchLogGroup(parent, 'Logs', { kmsKeyId });

test('a stack without violations synthesizes', () => {
  expect(synthesize([], (parent) => void (logs(parent).retentionInDays = 7))).toBe('');
});

test('all violations are told at once, each with path, attribute, received value, rule and mend', () => {
  const message = synthesize([], (parent) => {
    new CloudwatchLogGroup(parent, 'Logs', { retentionInDays: 0 });
    new CloudwatchLogGroup(parent, 'Others', { kmsKeyId });
  });
  expect(message).toContain(
    "Parent/Logs: retention_in_days 0 breaks log-retention: logs are kept for a limited time: set retentionInDays, such as the environment's logRetentionDays",
  );
  expect(message).toContain('Parent/Logs: kms_key_id (not set) breaks storage-encrypted: ');
  expect(message).toContain('Parent/Others: retention_in_days (not set) breaks log-retention: ');
  expect(message.match(/breaks/g)).toHaveLength(3);
});

test('what aspects and escape hatches change later is seen', () => {
  const message = synthesize([], (parent) => {
    const group = new CloudwatchLogGroup(parent, 'Logs', { kmsKeyId, retentionInDays: 7 });
    Aspects.of(group).add({ visit: () => group.addOverride('retention_in_days', 0) });
  });
  expect(message).toContain('Parent/Logs: retention_in_days 0 breaks log-retention');
});

test('an exception excuses by construct path, or by Terraform address', () => {
  expect(synthesize([excuse()], (parent) => void logs(parent))).toBe('');
  const address = 'aws_cloudwatch_log_group.chosen';
  expect(synthesize([excuse({ resource: address })], (parent) => logs(parent).overrideLogicalId('chosen'))).toBe('');
});

test('an exception excuses no other resource and no other policy', () => {
  const message = synthesize([excuse()], (parent) => {
    new CloudwatchLogGroup(parent, 'Logs', {});
    new CloudwatchLogGroup(parent, 'Others', { kmsKeyId });
  });
  expect(message).toContain('Parent/Logs: kms_key_id (not set) breaks storage-encrypted');
  expect(message).toContain('Parent/Others: retention_in_days (not set) breaks log-retention');
  expect(message.match(/breaks/g)).toHaveLength(2);
});

test('an exception for a statement excuses that statement only', () => {
  const statement = { actions: ['s3:ListAllMyBuckets'], resources: ['*'] };
  const policy = policyDocument([
    { sid: 'List', ...statement },
    { sid: 'Other', ...statement },
  ]);
  const exception = excuse({ policy: 'no-wildcard-iam', resource: 'Parent/Policy', statement: 'List' });
  const message = synthesize([exception], (parent) => void new IamPolicy(parent, 'Policy', { policy }));
  expect(message).toContain('Parent/Policy: policy.Resource (statement Other) ["*"] breaks no-wildcard-iam');
  expect(message.match(/breaks/g)).toHaveLength(1);
});

test.each([
  [
    'excuses nothing',
    [excuse({ resource: 'Parent/Gone' })],
    'log-retention of Parent/Gone: excuses nothing: remove it',
  ],
  ['is listed twice', [excuse(), excuse()], 'log-retention of Parent/Logs: excuses nothing: remove it'],
  ['names no policy', [excuse(), excuse({ policy: 'logs' })], '"logs" is no policy: name one of database-not-public, '],
  ['gives no reason', [excuse({ reason: ' ' })], 'reason "" is empty: say why'],
])('an exception that %s is an error', (_, exceptions, expected) => {
  expect(synthesize(exceptions, (parent) => void logs(parent))).toContain(expected);
});

test('policies have ids of their own', () => {
  const ids = policies('none').map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
