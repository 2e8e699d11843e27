import { EnvironmentAccess } from '../../../constructs/account/environment-access';
import { GithubProvider } from '../../../constructs/account/github-provider';
import { permissionScope } from '../../support/permission-scope';
import { type Synthesized, synthesize } from '../../support/synth';

const environment = permissionScope.environment;

const access: Synthesized = synthesize((stack) => {
  const github = new GithubProvider(stack, 'Github', { repository: 'owner/name' });
  new EnvironmentAccess(stack, 'Access', { ...permissionScope, github, branches: ['develop', 'main'] });
});

const subjects = (role: string): string[] => {
  const [statement, ...others] = JSON.parse(
    access.matching('aws_iam_role', { name: `nxloy-${environment}-${role}` }).assume_role_policy,
  ).Statement;
  expect(others).toEqual([]);
  expect(Object.keys(statement.Condition)).toEqual(['StringEquals']);
  expect(statement.Condition.StringEquals['token.actions.githubusercontent.com:aud']).toBe('sts.amazonaws.com');
  return statement.Condition.StringEquals['token.actions.githubusercontent.com:sub'];
};

/** Characters as IAM counts them: white space is free. */
const size = (policy: string): number => policy.replace(/\$\{[^}]*\}/g, '').replace(/\s/g, '').length;

test('only the GitHub environment of the same name may deploy', () => {
  expect(subjects('deploy')).toEqual([`repo:owner/name:environment:${environment}`]);
});

test('pull requests and delivery branches may plan', () => {
  expect(subjects('plan')).toEqual([
    'repo:owner/name:pull_request',
    'repo:owner/name:ref:refs/heads/develop',
    'repo:owner/name:ref:refs/heads/main',
  ]);
});

test('no policy is larger than IAM allows: 6144 characters', () => {
  const policies = Object.values(access.resources('aws_iam_policy'));
  expect(policies).toHaveLength(10);
  policies.forEach(({ name, policy }) => expect([name, size(policy) <= 6144]).toEqual([name, true]));
});

test('inline policies of a role stay below 10240 characters together', () => {
  const inline = Object.values(access.resources('aws_iam_role_policy'));
  const roles = new Set(inline.map(({ role }) => role));
  expect(roles.size).toBe(2);
  roles.forEach((role) => {
    const total = inline.filter((policy) => policy.role === role).reduce((sum, { policy }) => sum + size(policy), 0);
    expect(total).toBeLessThanOrEqual(10240);
  });
});

test('at most ten managed policies are attached to a role, and planning gets only the reading one', () => {
  const attachments = Object.values(access.resources('aws_iam_role_policy_attachment'));
  const of = (role: string) => attachments.filter((attachment) => attachment.role.includes(`Access_${role}`));
  expect(of('Plan').map(({ policy_arn }) => policy_arn)).toEqual([expect.stringContaining('Access_Read')]);
  expect(of('Deploy').length).toBeLessThanOrEqual(10);
});

test('every role has the guardrails and its own use of the state inside it', () => {
  const names = Object.values(access.resources('aws_iam_role_policy')).map(({ name }) => name);
  expect(names.sort()).toEqual(['guardrails', 'guardrails', 'state', 'state']);
});
