import { GithubProvider } from '../../../constructs/account/github-provider';
import { synthesize } from '../../support/synth';

test('tokens of GitHub are believed without a thumbprint, for AWS as the audience', () => {
  const provider = synthesize((stack) => new GithubProvider(stack, 'Github', { repository: 'owner/name' }));
  const resource = provider.only('aws_iam_openid_connect_provider');
  expect(resource).toMatchObject({
    url: 'https://token.actions.githubusercontent.com',
    client_id_list: ['sts.amazonaws.com'],
  });
  expect(resource).not.toHaveProperty('thumbprint_list');
});

test('trust compares audience and subject exactly', () => {
  synthesize((stack) => {
    const github = new GithubProvider(stack, 'Github', { repository: 'owner/name' });
    const [statement, ...others] = JSON.parse(github.trust(['environment:prod'])).Statement;
    expect(others).toEqual([]);
    expect(statement).toMatchObject({ Effect: 'Allow', Action: ['sts:AssumeRoleWithWebIdentity'] });
    expect(statement.Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': ['repo:owner/name:environment:prod'],
      },
    });
  });
});

test.each(['owner', 'owner/*', 'https://github.com/owner/name'])('refuses "%s" for a repository', (repository) => {
  expect(() => synthesize((stack) => new GithubProvider(stack, 'Github', { repository }))).toThrow(
    `test/Github: repository "${repository}" must be one repository`,
  );
});
