import { type AuthorizedRequest, evaluate } from '../../../support/iam';

const request = (action: string, resource: string, context: AuthorizedRequest['context'] = {}): AuthorizedRequest => ({
  action,
  resource,
  context: { 'aws:RequestedRegion': 'eu-central-1', ...context },
});

const account = '123456789012';
const own = 'nxloy-prod-eu-longest1';
const boundary = { 'iam:PermissionsBoundary': `arn:aws:iam::${account}:policy/${own}-boundary` };
const state = 'arn:aws:s3:::nxloy-terraform-state-123456789012';
const table = `arn:aws:dynamodb:eu-central-1:${account}:table/nxloy-terraform-locks`;
const ownTag = { 'aws:RequestTag/Environment': 'prod-eu-longest1' };
const ownResource = { 'aws:ResourceTag/Environment': 'prod-eu-longest1' };
const group = `arn:aws:ec2:eu-central-1:${account}:security-group/sg-1`;
const otherCluster = { 'aws:ResourceTag/aws:eks:cluster-name': 'nxloy-prod' };
const lookalike = 'prod-eu-longest1-x';
const secret = (name: string) => `arn:aws:secretsmanager:eu-central-1:${account}:secret:nxloy/${name}-AbCdEf`;
const lock = (environment: string) => `nxloy-terraform-state-${account}/${environment}/terraform.tfstate`;

test.each<[string, AuthorizedRequest]>([
  [
    'makes roles inside the boundary',
    request('iam:CreateRole', `arn:aws:iam::${account}:role/${own}-backend`, boundary),
  ],
  ['makes a VPC with its tag', request('ec2:CreateVpc', `arn:aws:ec2:eu-central-1:${account}:vpc/vpc-1`, ownTag)],
  ['deletes its own VPC', request('ec2:DeleteVpc', `arn:aws:ec2:eu-central-1:${account}:vpc/vpc-1`, ownResource)],
  ['makes its database', request('rds:CreateDBInstance', `arn:aws:rds:eu-central-1:${account}:db:${own}-database`)],
  ['writes its state', request('s3:PutObject', `${state}/prod-eu-longest1/terraform.tfstate`)],
  ['takes its lock', request('dynamodb:PutItem', table, { 'dynamodb:LeadingKeys': [lock('prod-eu-longest1')] })],
  ['reads the master password', request('secretsmanager:GetSecretValue', secret('prod-eu-longest1/database-master'))],
  ['empties the default group of its new VPC', request('ec2:RevokeSecurityGroupIngress', group)],
  ['tags the default group of its new VPC as its own', request('ec2:CreateTags', group, ownTag)],
  [
    'upgrades its cluster',
    request('eks:UpdateClusterVersion', `arn:aws:eks:eu-central-1:${account}:cluster/${own}/update/1`),
  ],
  ['makes a distribution with its tag', request('cloudfront:CreateDistribution', '*', ownTag)],
  ['makes an origin access control', request('cloudfront:CreateOriginAccessControl', '*')],
])('the deploy role %s', async (_, asked) => {
  expect(await evaluate('deploy', asked)).toBe('Allowed');
});

test.each<[string, AuthorizedRequest]>([
  ['makes roles without the boundary', request('iam:CreateRole', `arn:aws:iam::${account}:role/${own}-backend`)],
  ['makes roles outside its names', request('iam:CreateRole', `arn:aws:iam::${account}:role/administrator`, boundary)],
  [
    'takes the boundary off',
    request('iam:DeleteRolePermissionsBoundary', `arn:aws:iam::${account}:role/${own}-backend`),
  ],
  ['rewrites the boundary', request('iam:CreatePolicyVersion', `arn:aws:iam::${account}:policy/${own}-boundary`)],
  ['widens its own role', request('iam:PutRolePolicy', `arn:aws:iam::${account}:role/${own}-deploy`, boundary)],
  [
    'passes its own role on',
    request('iam:PassRole', `arn:aws:iam::${account}:role/${own}-deploy`, {
      'iam:PassedToService': 'ec2.amazonaws.com',
    }),
  ],
  ['reads another state', request('s3:GetObject', `${state}/dev/terraform.tfstate`)],
  ['loses the state', request('s3:DeleteBucket', state)],
  ['loses the locks', request('dynamodb:DeleteTable', table)],
  ['takes another lock', request('dynamodb:PutItem', table, { 'dynamodb:LeadingKeys': [lock('dev')] })],
  [
    'touches what another environment tagged',
    request('rds:DeleteDBInstance', `arn:aws:rds:eu-central-1:${account}:db:${own}-x-database`, {
      'aws:ResourceTag/Environment': 'prod-eu-longest1-x',
    }),
  ],
  [
    'works in other regions',
    request('rds:CreateDBInstance', `arn:aws:rds:ap-south-1:${account}:db:${own}-database`, {
      'aws:RequestedRegion': 'ap-south-1',
    }),
  ],
  ['reads what people set', request('secretsmanager:GetSecretValue', secret('prod-eu-longest1/api-keys'))],
  ...['dev-deploy', `${lookalike}-deploy`, `${lookalike}-plan`, `${lookalike}-backend`].map(
    (role): [string, AuthorizedRequest] => [
      `lets others assume ${role}`,
      request('iam:UpdateAssumeRolePolicy', `arn:aws:iam::${account}:role/nxloy-${role}`),
    ],
  ),
  [
    'takes the guardrails off another pipeline',
    request('iam:DeleteRolePolicy', `arn:aws:iam::${account}:role/nxloy-${lookalike}-deploy`),
  ],
  ...['boundary', 'read', 'deploy-network'].map((policy): [string, AuthorizedRequest] => [
    `rewrites the policy ${policy} of another pipeline`,
    request('iam:CreatePolicyVersion', `arn:aws:iam::${account}:policy/nxloy-${lookalike}-${policy}`),
  ]),
  [
    'deletes a bucket of an environment whose name begins like its own',
    request('s3:DeleteBucket', `arn:aws:s3:::nxloy-${lookalike}-assets-${account}`),
  ],
  [
    'deletes what an environment whose name begins like its own has stored',
    request('s3:DeleteObjectVersion', `arn:aws:s3:::nxloy-${lookalike}-assets-${account}/logo.png`),
  ],
  ['closes the group of a cluster', request('ec2:RevokeSecurityGroupIngress', group, otherCluster)],
  ['takes the group of a cluster for its own', request('ec2:CreateTags', group, { ...otherCluster, ...ownTag })],
  ['tags the default group of a VPC as it likes', request('ec2:CreateTags', group, { 'aws:RequestTag/Owner': 'me' })],
  ['makes a distribution without its tag', request('cloudfront:CreateDistribution', '*')],
])('the deploy role never %s', async (_, asked) => {
  expect(await evaluate('deploy', asked)).not.toBe('Allowed');
});

test.each<[string, AuthorizedRequest]>([
  ['reads its state', request('s3:GetObject', `${state}/prod-eu-longest1/terraform.tfstate`)],
  ['takes its lock', request('dynamodb:PutItem', table, { 'dynamodb:LeadingKeys': [lock('prod-eu-longest1')] })],
  ['saves plans', request('s3:PutObject', `arn:aws:s3:::nxloy-terraform-plans-${account}/prod-eu-longest1/1.tfplan`)],
  [
    'opens the master password, as Terraform does',
    request('secretsmanager:GetSecretValue', secret('prod-eu-longest1/database-master')),
  ],
  ['describes the database', request('rds:DescribeDBInstances', `arn:aws:rds:eu-central-1:${account}:db:x`)],
])('the plan role %s', async (_, asked) => {
  expect(await evaluate('plan', asked)).toBe('Allowed');
});

test.each<[string, AuthorizedRequest]>([
  ['writes the state', request('s3:PutObject', `${state}/prod-eu-longest1/terraform.tfstate`)],
  [
    'changes the checksum of the state',
    request('dynamodb:PutItem', table, { 'dynamodb:LeadingKeys': [`${lock('prod-eu-longest1')}-md5`] }),
  ],
  ['reads what people set', request('secretsmanager:GetSecretValue', secret('prod-eu-longest1/backend'))],
  ['reads assets', request('s3:GetObject', `arn:aws:s3:::${own}-assets-${account}/logo.png`)],
  ['makes anything', request('ec2:CreateVpc', `arn:aws:ec2:eu-central-1:${account}:vpc/vpc-1`, ownTag)],
])('the plan role never %s', async (_, asked) => {
  expect(await evaluate('plan', asked)).not.toBe('Allowed');
});
