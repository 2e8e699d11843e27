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
    aws_cloudfront_distribution: { one: {}, other: {} },
    aws_cloudtrail: { t: { name: 'nxloy-audit-trail' } },
    aws_eks_node_group: {
      n: { cluster_name: '${aws_eks_cluster.c.name}', node_group_name_prefix: 'general-' },
    },
    aws_route53_record: {
      d: { zone_id: '${data.aws_route53_zone.z.zone_id}', name: 'assets.example.com', type: 'A' },
      overwritten: { allow_overwrite: true },
    },
    aws_wafv2_web_acl: { w: { name: 'fire', scope: 'CLOUDFRONT', provider: 'aws.global' } },
  },
};

const arn = (service: string, rest: string, region = 'eu-central-1'): string =>
  `arn:aws:${service}:${region}:111122223333:${rest}`;
const suffix = '20260501100000123400000001';
const taggedResources = jest.fn(async (region: string, wanted: Readonly<Record<string, string>>) => {
  if (wanted.Name === 'nxloy-dev') return [arn('ec2', 'vpc/vpc-1'), arn('ec2', 'internet-gateway/igw-1')];
  if (wanted.Name === 'dev.example.com') return [arn('acm', 'certificate/5678')];
  if (wanted.Name === undefined && region === 'us-east-1')
    return [
      arn('wafv2', 'global/webacl/fire/5e6f', region),
      arn('wafv2', 'global/webacl/fire-2/7a8b', region),
      'arn:aws:cloudfront::111122223333:distribution/E1',
    ];
  if (wanted.Name === 'nxloy-dev-firewall' && region === 'us-east-1') return [arn('kms', 'key/1234', region)];
  return [
    arn('secretsmanager', 'secret:nxloy/dev/redis-copy-aaaaaa'),
    arn('secretsmanager', 'secret:nxloy/dev/redis-Ab12Cd'),
    arn('backup', 'backup-plan:99aa'),
    arn('eks', `nodegroup/nxloy-dev/general-${suffix}/1a2b`),
    arn('eks', `nodegroup/nxloy-dev/general-mixed-${suffix}/1a2b`),
    arn('eks', `nodegroup/nxloy-other/general-${suffix}/1a2b`),
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
  ['aws_cloudtrail.t', arn('cloudtrail', 'trail/nxloy-audit-trail')],
  ['aws_backup_plan.p', '99aa'],
  ['aws_wafv2_web_acl.w', '5e6f/fire/CLOUDFRONT'],
])('%s is found', async (address, id) => expect(await find(address)).toBe(id));

test('a part that refers to another resource needs that one to be known', async () => {
  expect(await find('aws_eks_addon.a')).toBeUndefined();
  expect(await find('aws_eks_addon.a', new Map([['aws_eks_cluster.c', 'nxloy-dev']]))).toBe('nxloy-dev:coredns');
});

test('of several with the same tag none is guessed', async () => {
  taggedResources.mockResolvedValueOnce([arn('ec2', 'vpc/vpc-1'), arn('ec2', 'vpc/vpc-2')]);
  expect(await find('aws_vpc.v')).toBeUndefined();
});

test('a node group is found by its cluster and the prefix of its name', async () => {
  expect(await find('aws_eks_node_group.n', new Map([['aws_eks_cluster.c', 'nxloy-dev']]))).toBe(
    `nxloy-dev:general-${suffix}`,
  );
  expect(await find('aws_eks_node_group.n')).toBeUndefined();
});

test("a record is found by its zone, which may be somebody else's", async () => {
  expect(await find('aws_route53_record.d', new Map([['data.aws_route53_zone.z', 'Z1']]))).toBe(
    'Z1_assets.example.com_A',
  );
});

test('the only distribution of a stack is looked for where CloudFront has its tags', async () => {
  const alone = { ...stack, resource: { aws_cloudfront_distribution: { d: {} } } };
  taggedResources.mockResolvedValueOnce(['arn:aws:cloudfront::111122223333:distribution/E1']);
  expect(await findBegun(alone, 'aws_cloudfront_distribution.d', new Map(), account)).toBe('E1');
  expect(taggedResources).toHaveBeenLastCalledWith('us-east-1', tags);
});

test.each(['aws_vpc.nameless', 'aws_backup_selection.s', 'aws_cloudfront_distribution.one'])(
  'nothing tells what became of %s',
  async (address) => expect(await find(address)).toBeUndefined(),
);

test('only settings of something else can be made again unasked', () => {
  const repeatable = (address: string): boolean => isRepeatable(stack, address);
  expect(['aws_s3_bucket_policy.p', 'aws_iam_role_policy.p', 'aws_sns_topic.t'].every(repeatable)).toBe(true);
  expect(['aws_s3_bucket.b', 'aws_iam_role.r', 'aws_vpc.v', 'aws_db_instance.d'].some(repeatable)).toBe(false);
  expect(repeatable('aws_route53_record.overwritten')).toBe(true);
  expect(repeatable('aws_route53_record.d')).toBe(false);
});
