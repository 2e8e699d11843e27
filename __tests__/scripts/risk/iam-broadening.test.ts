import { iamBroadening } from '../../../scripts/risk/iam-broadening';
import { change } from '../../support/change';

const read = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::b/*' };
const write = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/*' };
const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
const document = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const policy = (before: string, after: string) =>
  change('aws_iam_policy', { before: { policy: before }, after: { policy: after } });

test('a permission added, or a prohibition removed, is broader', () => {
  expect(iamBroadening.assess(policy(document(read), document(read, write)))).toHaveLength(1);
  expect(iamBroadening.assess(policy(document(read, deny), document(read)))).toHaveLength(1);
});

test('a permission removed, another order or another label is not', () => {
  expect(iamBroadening.assess(policy(document(read, write), document(read)))).toEqual([]);
  const reordered = { Resource: ['arn:aws:s3:::b/*'], Action: 's3:GetObject', Effect: 'Allow', Sid: 'Read' };
  expect(iamBroadening.assess(policy(document(read, write), document(write, reordered)))).toEqual([]);
});

test('a trust policy counts as well, and so does one that is not known yet', () => {
  const trust = (principal: string): string =>
    document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principal } });
  const role = change('aws_iam_role', {
    before: { assume_role_policy: trust('a') },
    after: { assume_role_policy: trust('b') },
  });
  expect(iamBroadening.assess(role).join()).toContain('assume_role_policy');
  expect(
    iamBroadening.assess(change('aws_iam_policy', { before: { policy: document(read) }, unknown: { policy: true } })),
  ).toHaveLength(1);
});

test('a new policy is a risk only when it allows everything, or everyone', () => {
  const created = (statement: object) =>
    change('aws_iam_policy', { actions: ['create'], after: { policy: document(statement) } });
  expect(iamBroadening.assess(created(read))).toEqual([]);
  expect(iamBroadening.assess(created({ Effect: 'Allow', Action: '*', Resource: '*' }))).toHaveLength(1);
  expect(iamBroadening.assess(created({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' }))).toHaveLength(1);
  expect(iamBroadening.assess(created({ Effect: 'Allow', NotAction: 'iam:*', Resource: 'arn:x' }))).toHaveLength(1);
});

test('administrators, and a lost permissions boundary', () => {
  const attached = (name: string) =>
    change('aws_iam_role_policy_attachment', {
      actions: ['create'],
      after: { policy_arn: `arn:aws:iam::aws:policy/${name}` },
    });
  expect(iamBroadening.assess(attached('AdministratorAccess'))).toHaveLength(1);
  expect(iamBroadening.assess(attached('AmazonEKSClusterPolicy'))).toEqual([]);
  expect(iamBroadening.assess(change('aws_iam_role', { before: { permissions_boundary: 'arn:x' } }))).toHaveLength(1);
});
