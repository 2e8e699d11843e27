import { Testing } from 'cdktf';
import type { Environment } from '../../environments';
import { dev } from '../../environments/dev';
import { platform } from '../../environments/platform';
import { prod } from '../../environments/prod';
import { environmentSchema } from '../../environments/schema';
import { staging } from '../../environments/staging';
import { BootstrapStack, type BootstrapStackProps } from '../../stacks/bootstrap-stack';
import { synthesizeStack } from '../support/synth';

const shipped: Environment[] = [dev, staging, prod].map((environment) => environmentSchema.parse(environment));
const [first] = shipped as [Environment];

const bootstrap = (props: Partial<BootstrapStackProps> = {}) =>
  synthesizeStack(
    new BootstrapStack(Testing.app(), 'bootstrap', { account: first.account, environments: shipped, ...props }),
  );

const whole = bootstrap();

test('breaks no policy without a written reason, and changes nothing unnoticed', () => {
  expect(JSON.stringify(whole.json, null, 2)).toMatchSnapshot();
});

test('every environment gets two roles, a boundary, a zone, a release record and its secrets', () => {
  expect(whole.types).toMatchObject({
    aws_iam_policy: 3 * 10,
    aws_route53_zone: 3,
    aws_ssm_parameter: 3,
    aws_secretsmanager_secret: 3 * 5,
  });
  const roles = Object.values(whole.resources('aws_iam_role')).map(({ name }) => name);
  expect(roles).toEqual(expect.arrayContaining(['nxloy-dev-plan', 'nxloy-dev-deploy', 'nxloy-prod-deploy']));
});

test('what it makes is tagged as shared, so that no environment takes it for its own', () => {
  const [provider] = whole.json.provider.aws;
  expect(provider.default_tags[0].tags).toMatchObject({ Environment: 'shared', ManagedBy: 'terraform' });
});

test('images live in the registry account only', () => {
  const account = { id: '210987654321', alias: 'other' };
  expect(whole.count('aws_ecr_repository')).toBe(platform.images.length);
  expect(bootstrap({ account }).count('aws_ecr_repository')).toBe(0);
});

test('secrets, release record and encrypted volumes of an environment elsewhere lie in its region', () => {
  const europe = { ...first, name: 'prod-eu', region: 'eu-central-1', backupRegion: 'eu-west-1' };
  const synthesized = bootstrap({
    environments: [first, { ...europe, hosts: { ...first.hosts, zone: 'eu.nxloy.com' } }],
  });
  const provider = 'aws.eu-central-1';
  expect(synthesized.matching('aws_ssm_parameter', { name: '/nxloy/prod-eu/release' }).provider).toBe(provider);
  expect(synthesized.matching('aws_secretsmanager_secret', { name: 'nxloy/prod-eu/redis' }).provider).toBe(provider);
  expect(synthesized.count('aws_ebs_encryption_by_default')).toBe(2);
});

test('a pipeline is kept from environments whose names begin like its own, and from no others', () => {
  const together = bootstrap({
    environments: [first, { ...first, name: `${first.name}-eu`, hosts: { ...first.hosts, zone: 'eu.nxloy.com' } }],
  });
  const guardrails = (synthesized: typeof together): string[] =>
    Object.values(synthesized.resources('aws_iam_role_policy')).map(({ policy }) => policy);
  const denied = guardrails(together).filter((policy) => policy.includes('"arn:aws:s3:::nxloy-dev-eu-*"'));
  expect(denied).toHaveLength(2);
  expect(guardrails(whole).join()).not.toContain('LookalikesStayAsTheyAre');
});

test('an account without environments is refused', () => {
  expect(() => bootstrap({ environments: [] })).toThrow('environments is empty');
});
