import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Fn, Lazy } from 'cdktf';
import { policyDocument, serviceTrust, type Statement } from '../../../constructs/identity/policy-document';
import { noWildcardIam } from '../../../constructs/policies/no-wildcard-iam';
import { violated, violations } from '../../support/policies';

const identity = (statement: Omit<Statement, 'sid'>) =>
  violations(noWildcardIam, (stack) => {
    new IamPolicy(stack, 'Policy', { policy: policyDocument([{ sid: 'Some', ...statement }]) });
  }).map(({ attribute, received, statement: sid }) => [attribute, received, sid]);

test('listed actions on named resources pass, references and prefixes included', () => {
  expect(
    violated(noWildcardIam, (stack) => {
      const bucket = new S3Bucket(stack, 'Bucket', {});
      const objects = Fn.join('/', [bucket.arn, '*']);
      const statement = { sid: 'Read', actions: ['s3:Get*'], resources: [bucket.arn, objects] };
      const role = new IamRole(stack, 'Role', { assumeRolePolicy: serviceTrust('ec2.amazonaws.com') });
      new IamRolePolicy(stack, 'Policy', { role: role.name, policy: policyDocument([statement]) });
    }),
  ).toEqual([]);
});

test('denying everything passes', () => {
  expect(identity({ effect: 'Deny', actions: ['*'], resources: ['*'] })).toEqual([]);
});

test("a key's own account may do everything with it, as * means the key", () => {
  const administers = {
    sid: 'Administers',
    principals: { AWS: 'arn:aws:iam::123456789012:root' },
    actions: ['kms:*'],
    resources: ['*'],
  };
  expect(
    violated(noWildcardIam, (stack) => void new KmsKey(stack, 'Key', { policy: policyDocument([administers]) })),
  ).toEqual([]);
});

test.each([['*'], ['s3:*'], ['*:*']])('the action %s fails', (action) => {
  expect(identity({ actions: [action, 's3:GetObject'], resources: ['arn:aws:s3:::b/*'] })).toEqual([
    ['policy.Action', [action], 'Some'],
  ]);
});

test('the resource * fails with the Sid of its statement', () => {
  expect(identity({ actions: ['s3:GetObject'], resources: ['*'] })).toEqual([['policy.Resource', ['*'], 'Some']]);
});

test.each([['NotAction'], ['NotResource']])('an inversion by %s fails', (inversion) => {
  const policy = JSON.stringify({ Statement: { Effect: 'Allow', [inversion]: 'iam:*' } });
  expect(violated(noWildcardIam, (stack) => void new IamPolicy(stack, 'Policy', { policy }))).toEqual(['policy.Not…']);
});

test('trusting everyone fails in roles, buckets and keys', () => {
  const open = policyDocument([
    { sid: 'Open', principals: { AWS: '*' }, actions: ['sts:AssumeRole'], resources: ['*'] },
  ]);
  expect(
    violated(noWildcardIam, (stack) => {
      new IamRole(stack, 'Role', { assumeRolePolicy: open.replace('{"AWS":"*"}', '"*"') });
      new S3BucketPolicy(stack, 'Bucket', { bucket: 'b', policy: open });
      new KmsKey(stack, 'Key', { policy: open });
    }),
  ).toEqual(['assume_role_policy.Principal', 'policy.Principal', 'policy.Principal']);
});

test('inline policies of a role are read too', () => {
  const policy = policyDocument([{ sid: 'All', actions: ['*'], resources: ['arn:aws:s3:::b'] }]);
  expect(
    violated(noWildcardIam, (stack) => {
      new IamRole(stack, 'Role', { assumeRolePolicy: serviceTrust('ec2.amazonaws.com'), inlinePolicy: [{ policy }] });
    }),
  ).toEqual(['inline_policy.policy.Action']);
});

test('a policy put together at the end of synthesis is read', () => {
  const document = (actions: string[]) =>
    Lazy.stringValue({
      produce: () => policyDocument([{ sid: 'Late', actions, resources: ['arn:aws:s3:::b/*'] }]),
    });
  expect(
    violated(noWildcardIam, (stack) => {
      new IamPolicy(stack, 'Narrow', { policy: document(['s3:GetObject']) });
      new IamPolicy(stack, 'Wide', { policy: document(['s3:*']) });
    }),
  ).toEqual(['policy.Action']);
});

test('a policy that cannot be read before it is applied fails', () => {
  expect(
    violated(noWildcardIam, (stack) => {
      const document = new DataAwsIamPolicyDocument(stack, 'Document', {});
      new IamPolicy(stack, 'Policy', { policy: document.json });
    }),
  ).toEqual(['policy']);
});
