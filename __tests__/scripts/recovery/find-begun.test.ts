import type { SynthesizedStack } from '../../../sandbox/stack-json';
import { findBegun, isRepeatable } from '../../../scripts/recovery/find-begun';
import { fakeAccount } from '../../support/check-context';

const tags = { Project: 'nxloy', Environment: 'dev' };
const provider = (region: string, alias?: string) => ({
  region,
  alias,
  allowed_account_ids: ['111122223333'],
  default_tags: [{ tags }],
});
const stack: SynthesizedStack = {
  provider: { aws: [provider('eu-central-1'), provider('us-east-1', 'global')] },
  resource: {
    aws_s3_bucket: { b: { bucket: 'nxloy-dev-assets' } },
    aws_iam_policy: { p: { name: 'nxloy-dev-boundary' } },
    aws_iam_openid_connect_provider: { o: { url: 'https://token.example.com' } },
    aws_eks_addon: { a: { cluster_name: '${aws_eks_cluster.c.name}', addon_name: 'coredns' } },
    aws_route53_zone: { z: { name: 'dev.example.com' } },
    aws_secretsmanager_secret: { s: { name: 'nxloy/dev/redis' } },
    aws_vpc: { v: { tags: { Name: 'nxloy-dev' } }, nameless: {} },
    aws_kms_key: { k: { tags: { Name: 'nxloy-dev-firewall' }, provider: 'aws.global' } },
    aws_acm_certificate: { c: { tags: { Name: 'dev.example.com' } } },
    aws_budgets_budget: { b: { name: 'nxloy-dev-monthly' } },
    aws_backup_plan: { p: {} },
  },
};

const arn = (service: string, rest: string, region = 'eu-central-1'): string =>
  `arn:aws:${service}:${region}:111122223333:${rest}`;
const taggedResources = jest.fn(async (region: string, wanted: Readonly<Record<string, string>>) => {
  if (wanted.Name === 'nxloy-dev') return [arn('ec2', 'vpc/vpc-1'), arn('ec2', 'internet-gateway/igw-1')];
  if (wanted.Name === 'dev.example.com') return [arn('acm', 'certificate/5678')];
  if (wanted.Name === 'nxloy-dev-firewall' && region === 'us-east-1') return [arn('kms', 'key/1234', region)];
  return [
    arn('secretsmanager', 'secret:nxloy/dev/redis-copy-aaaaaa'),
    arn('secretsmanager', 'secret:nxloy/dev/redis-Ab12Cd'),
  ];
});
const account = fakeAccount({ taggedResources, zoneId: async (zone) => `id of ${zone}` });
const find = (address: string, ids = new Map<string, string>()) => findBegun(stack, address, ids, account);

test.each([
  ['aws_s3_bucket.b', 'nxloy-dev-assets'],
  ['aws_iam_policy.p', 'arn:aws:iam::111122223333:policy/nxloy-dev-boundary'],
  ['aws_iam_openid_connect_provider.o', 'arn:aws:iam::111122223333:oidc-provider/token.example.com'],
  ['aws_route53_zone.z', 'id of dev.example.com'],
  ['aws_secretsmanager_secret.s', arn('secretsmanager', 'secret:nxloy/dev/redis-Ab12Cd')],
  ['aws_vpc.v', 'vpc-1'],
  ['aws_kms_key.k', '1234'],
  ['aws_acm_certificate.c', arn('acm', 'certificate/5678')],
  ['aws_budgets_budget.b', '111122223333:nxloy-dev-monthly'],
])('%s is found', async (address, id) => expect(await find(address)).toBe(id));

test('a part that refers to another resource needs that one to be known', async () => {
  expect(await find('aws_eks_addon.a')).toBeUndefined();
  expect(await find('aws_eks_addon.a', new Map([['aws_eks_cluster.c', 'nxloy-dev']]))).toBe('nxloy-dev:coredns');
});

test('of several with the same tag none is guessed', async () => {
  taggedResources.mockResolvedValueOnce([arn('ec2', 'vpc/vpc-1'), arn('ec2', 'vpc/vpc-2')]);
  expect(await find('aws_vpc.v')).toBeUndefined();
});

test.each(['aws_vpc.nameless', 'aws_backup_plan.p', 'aws_cloudfront_distribution.none'])(
  'nothing tells what became of %s',
  async (address) => expect(await find(address)).toBeUndefined(),
);

test('only settings of something else can be made again unasked', () => {
  expect(['aws_s3_bucket_policy.p', 'aws_iam_role_policy.p', 'aws_sns_topic.t'].every(isRepeatable)).toBe(true);
  expect(['aws_s3_bucket.b', 'aws_iam_role.r', 'aws_vpc.v', 'aws_db_instance.d'].some(isRepeatable)).toBe(false);
});
