import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { EnvironmentSecrets } from '../../../constructs/account/environment-secrets';
import { peopleSetSecrets } from '../../../constructs/account/names';
import type { Protection } from '../../../constructs/protection';
import { synthesize } from '../../support/synth';

const secrets = (protection: Protection) =>
  synthesize((stack) => {
    const provider = new AwsProvider(stack, 'Elsewhere', { region: 'eu-west-1', alias: 'elsewhere' });
    const settings = { environment: 'dev', prefix: 'nxloy-dev', accountId: '123456789012', protection, provider };
    new EnvironmentSecrets(stack, 'Secrets', settings);
  });

test('there is an empty, encrypted container for every secret that people set', () => {
  const synthesized = secrets('none');
  const containers = Object.values(synthesized.resources('aws_secretsmanager_secret'));
  expect(containers.map(({ name }) => name).sort()).toEqual(
    peopleSetSecrets.map((secret) => `nxloy/dev/${secret}`).sort(),
  );
  containers.forEach(({ kms_key_id }) => expect(kms_key_id).toContain('aws_kms_key.'));
  expect(synthesized.count('aws_secretsmanager_secret_version')).toBe(0);
});

test('Terraform leaves the recorded release alone', () => {
  expect(secrets('none').only('aws_ssm_parameter')).toMatchObject({
    name: '/nxloy/dev/release',
    lifecycle: { ignore_changes: ['value'] },
  });
});

test('everything lies in the region of the environment', () => {
  const synthesized = secrets('none');
  const types = ['aws_kms_key', 'aws_kms_alias', 'aws_secretsmanager_secret', 'aws_ssm_parameter'];
  const providers = types.flatMap((type) => Object.values(synthesized.resources(type)).map(({ provider }) => provider));
  expect(new Set(providers)).toEqual(new Set(['aws.elsewhere']));
});

test.each<[Protection, number, object | undefined]>([
  ['none', 0, undefined],
  ['deletion-protection', 30, undefined],
  ['prevent-destroy', 30, { prevent_destroy: true }],
])('with protection %s, a deleted secret can be brought back for %d days', (protection, days, lifecycle) => {
  const [secret] = Object.values(secrets(protection).resources('aws_secretsmanager_secret'));
  expect(secret).toMatchObject({ recovery_window_in_days: days });
  expect(secret?.lifecycle).toEqual(lifecycle);
});
