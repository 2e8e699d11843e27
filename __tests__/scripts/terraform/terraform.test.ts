import { errorsIn, terraformEnvironment } from '../../../scripts/terraform/terraform';

test('nothing asks, phones home or changes what a command means', () => {
  expect(terraformEnvironment(undefined)).toMatchObject({
    TF_INPUT: '0',
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    TF_WORKSPACE: undefined,
  });
});

test.each(['TF_CLI_ARGS', 'TF_CLI_ARGS_plan', 'TF_CLI_ARGS_apply', 'TF_CLI_ARGS_init'])(
  '%s adds no flag behind the back of a verb',
  (name) => {
    process.env[name] = '-refresh=false';
    try {
      expect(terraformEnvironment(undefined)[name]).toBeUndefined();
    } finally {
      delete process.env[name];
    }
  },
);

test('in the sandbox, no real credential is left', () => {
  expect(terraformEnvironment({ endpoint: 'http://127.0.0.1:1' })).toMatchObject({
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_PROFILE: undefined,
  });
});

test("Terraform's errors lose their frames and the excerpts of the configuration", () => {
  const stderr =
    '╷\n│ Error: Missing label\n│ \n│   on cdk.tf.json line 52:\n│   52:   "password": "x",\n│ \n│ One is required.\n╵\n╷\n│ Error: Second\n╵\n';
  expect(errorsIn(stderr)).toBe('Missing label on cdk.tf.json line 52: One is required.\n  Second');
  expect(errorsIn('killed')).toBe('killed');
});
