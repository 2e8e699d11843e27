import { sandboxAt, sandboxFromProcess, sandboxVariables } from '../../scripts/sandbox-mode';

test('without the variable, verbs work on AWS', () => {
  expect(sandboxFromProcess({})).toBeUndefined();
});

test.each([
  'https://ec2.us-east-2.amazonaws.com',
  'http://10.0.0.1:5000',
  'http://127.0.0.1.example.com:5000',
  'somewhere',
])('refuses %s: only this machine may be a sandbox', (endpoint) =>
  expect(() => sandboxFromProcess({ INFRA_SANDBOX_ENDPOINT: endpoint })).toThrow(/on this machine/),
);

test('child processes lose every real credential', () => {
  const variables = sandboxVariables(sandboxAt('http://127.0.0.1:5000/'));
  expect(variables).toMatchObject({
    AWS_ENDPOINT_URL: 'http://127.0.0.1:5000',
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
  });
  expect(variables.AWS_SHARED_CREDENTIALS_FILE).toBe('/dev/null');
});
