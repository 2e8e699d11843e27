import { type AuthorizedRequest, evaluateBoundary } from '../../../support/iam';
import { permissionScope } from '../../../support/permission-scope';

const { accountId: account, environment, prefix, zoneArn } = permissionScope;
const region = 'eu-central-1';
const arn = (service: string, resource: string, owner = account) => `arn:aws:${service}:${region}:${owner}:${resource}`;
const bucket = (name: string) => `arn:aws:s3:::${name}-${account}`;

const own = { 'aws:ResourceTag/Environment': environment };
const shared = { 'aws:ResourceTag/Environment': 'shared' };
const dev = { 'aws:ResourceTag/Environment': 'dev' };
const forAws = { 'kms:GrantIsForAWSResource': 'true' };
const alias = (name: string) => ({ 'kms:ResourceAliases': [`alias/${name}`] });
const ownCluster = { 'aws:ResourceTag/aws:eks:cluster-name': prefix };
const otherCluster = { 'aws:ResourceTag/aws:eks:cluster-name': 'nxloy-dev' };
const otherController = { 'aws:ResourceTag/elbv2.k8s.aws/cluster': 'nxloy-dev' };

const key = arn('kms', 'key/1');
const group = arn('ec2', 'security-group/sg-1');
const interfaces = arn('ec2', 'network-interface/eni-1');
const volume = arn('ec2', 'volume/vol-1');
const autoScalingGroup = arn('autoscaling', 'autoScalingGroup:1:autoScalingGroupName/eks-default');
const loadBalancer = arn('elasticloadbalancing', 'loadbalancer/net/k8s-1/1');
const flowLogs = arn('logs', `log-group:/aws/vpc/${prefix}/flow-logs`);
const assets = bucket(`${prefix}-assets`);
const vault = arn('backup', `backup-vault:${prefix}-backup`);
const managedRule = arn('events', 'rule/AwsBackupManagedRule-1');
const record = {
  'route53:ChangeResourceRecordSetsNormalizedRecordNames': 'a.example.com',
  'aws:RequestedRegion': 'us-east-1',
};

type Case = [action: string, resource: string, context?: AuthorizedRequest['context']];

const decide = (action: string, resource: string, context: AuthorizedRequest['context'] = {}) =>
  evaluateBoundary({ action, resource, context: { 'aws:RequestedRegion': region, ...context } });

/** What each role of an environment's stack does, by the policies that AWS or the stack gives it. */
const needs: Record<string, Case[]> = {
  'flow logs': [
    ['logs:CreateLogStream', `${flowLogs}:log-stream:eni-1`, own],
    ['logs:PutLogEvents', `${flowLogs}:log-stream:eni-1`],
    ['logs:DescribeLogStreams', flowLogs, own],
  ],
  'the cluster': [
    ['ec2:DescribeInstances', '*'],
    ['ec2:CreateSecurityGroup', group],
    ['ec2:AuthorizeSecurityGroupIngress', group, ownCluster],
    ['ec2:CreateTags', group, ownCluster],
    ['ec2:CreateRoute', arn('ec2', 'route-table/rtb-1'), own],
    ['ec2:ModifyInstanceAttribute', arn('ec2', 'instance/i-1'), own],
    ['autoscaling:DescribeAutoScalingGroups', '*'],
    ['autoscaling:UpdateAutoScalingGroup', autoScalingGroup, { 'aws:ResourceTag/eks:cluster-name': prefix }],
    ['elasticloadbalancing:CreateLoadBalancer', loadBalancer],
    ['elasticloadbalancing:DescribeLoadBalancers', '*'],
    ['elasticloadbalancing:RegisterTargets', arn('elasticloadbalancing', 'targetgroup/k8s-1/1'), own],
    ['kms:DescribeKey', key, own],
    ['kms:CreateGrant', key, { ...own, ...forAws }],
    [
      'iam:CreateServiceLinkedRole',
      `arn:aws:iam::${account}:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing`,
    ],
  ],
  nodes: [
    ['ec2:DescribeInstanceTypes', '*'],
    ['eks:DescribeCluster', arn('eks', `cluster/${prefix}`), own],
    ['eks-auth:AssumeRoleForPodIdentity', arn('eks', `cluster/${prefix}`)],
    ['ecr:GetAuthorizationToken', '*'],
    ['ecr:BatchGetImage', arn('ecr', 'repository/nxloy-backend'), shared],
    ['ecr:GetDownloadUrlForLayer', arn('ecr', 'repository/eks/coredns', '602401143452')],
  ],
  'EBS CSI': [
    ['ec2:CreateVolume', volume],
    ['ec2:CreateTags', volume, { 'ec2:CreateAction': 'CreateVolume' }],
    ['ec2:AttachVolume', volume, own],
    ['ec2:AttachVolume', arn('ec2', 'instance/i-1'), own],
    ['ec2:DetachVolume', volume, own],
    ['ec2:ModifyVolume', volume, own],
    ['ec2:DeleteVolume', volume, own],
    ['ec2:CreateSnapshot', `arn:aws:ec2:${region}::snapshot/snap-1`],
    ['ec2:DeleteSnapshot', `arn:aws:ec2:${region}::snapshot/snap-1`],
    ['kms:GenerateDataKeyWithoutPlaintext', key, own],
    ['kms:ReEncryptFrom', key, own],
    ['kms:CreateGrant', key, { ...own, ...forAws }],
    ['kms:RevokeGrant', key, { ...own, ...forAws }],
  ],
  'the VPC CNI': [
    ['ec2:CreateNetworkInterface', interfaces],
    ['ec2:CreateNetworkInterface', arn('ec2', 'subnet/subnet-1'), own],
    ['ec2:AttachNetworkInterface', interfaces],
    ['ec2:AssignPrivateIpAddresses', interfaces, own],
    ['ec2:UnassignPrivateIpAddresses', interfaces, own],
    ['ec2:ModifyNetworkInterfaceAttribute', interfaces],
    ['ec2:DetachNetworkInterface', interfaces],
    ['ec2:DeleteNetworkInterface', interfaces],
    ['ec2:CreateTags', interfaces],
  ],
  'the load balancer controller': [
    ...['SetSecurityGroups', 'SetSubnets', 'ModifyLoadBalancerAttributes', 'AddTags', 'CreateListener'].map(
      (action): Case => [`elasticloadbalancing:${action}`, arn('elasticloadbalancing', 'loadbalancer/app/k8s-1/1')],
    ),
    ['elasticloadbalancing:CreateRule', arn('elasticloadbalancing', 'listener/app/k8s-1/1/1')],
    ['elasticloadbalancing:SetRulePriorities', arn('elasticloadbalancing', 'listener-rule/app/k8s-1/1/1/1')],
  ],
  'monitoring of RDS': [
    ['logs:CreateLogGroup', arn('logs', 'log-group:RDSOSMetrics')],
    ['logs:PutRetentionPolicy', arn('logs', 'log-group:RDSOSMetrics')],
    ['logs:PutLogEvents', arn('logs', 'log-group:RDSOSMetrics:log-stream:db-1')],
    ['logs:GetLogEvents', arn('logs', 'log-group:RDSOSMetrics:log-stream:db-1')],
  ],
  'AWS Backup': [
    ['s3:ListAllMyBuckets', '*'],
    ['s3:GetBucketVersioning', assets],
    ['s3:PutBucketNotification', assets],
    ['s3:PutInventoryConfiguration', assets],
    ['s3:ListBucketVersions', assets],
    ['s3:GetObjectVersion', `${assets}/logo.png`],
    ['kms:Decrypt', key, own],
    ['cloudwatch:GetMetricData', '*'],
    ['events:ListRules', '*'],
    ...[
      'DeleteRule',
      'DescribeRule',
      'DisableRule',
      'EnableRule',
      'ListTargetsByRule',
      'PutRule',
      'PutTargets',
      'RemoveTargets',
    ].map((action): Case => [`events:${action}`, managedRule]),
    ['backup:DescribeBackupVault', vault, own],
    ['backup:CopyIntoBackupVault', `${vault}-copy`, own],
    ['backup:CopyFromBackupVault', arn('backup', 'recovery-point:1')],
    ['backup:TagResource', arn('backup', 'recovery-point:1')],
    ['tag:GetResources', '*'],
  ],
  'the backend': [
    ['s3:ListBucket', assets],
    ['s3:PutObject', `${assets}/logo.png`],
    ['s3:DeleteObject', `${assets}/logo.png`],
    ['kms:GenerateDataKey', key, own],
  ],
  'whoever hands secrets, parameters and names to pods': [
    ['secretsmanager:GetSecretValue', arn('secretsmanager', `secret:nxloy/${environment}/redis-AbCdEf`), shared],
    ['kms:Decrypt', key, { ...shared, ...alias(`${prefix}-application-secrets`) }],
    ['ssm:GetParameter', arn('ssm', `parameter/nxloy/${environment}/release`), shared],
    ['route53:ListHostedZones', '*', { 'aws:RequestedRegion': 'us-east-1' }],
    ['route53:ChangeResourceRecordSets', zoneArn, record],
  ],
};

describe.each(Object.entries(needs))('the boundary leaves %s', (_, cases) => {
  test.each(cases)('%s on %s', async (action, resource, context = {}) => {
    expect(await decide(action, resource, context)).toBe('Allowed');
  });
});

const others: Record<string, Case[]> = {
  'what all environments share': [
    ['kms:ScheduleKeyDeletion', key, shared],
    ['kms:Decrypt', key, { ...shared, ...alias('nxloy-terraform-state') }],
    ['kms:Decrypt', key, { ...shared, ...alias('nxloy-dev-application-secrets') }],
    ['kms:Decrypt', key, { ...shared, ...alias('nxloy-audit-trail') }],
    ['s3:GetObject', `${bucket('nxloy-terraform-state')}/dev/terraform.tfstate`],
    ['s3:DeleteObject', `${bucket('nxloy-audit-trail')}/AWSLogs/1.json.gz`],
    ['s3:PutObject', `${bucket('nxloy-access-logs')}/1`],
    ['dynamodb:PutItem', arn('dynamodb', 'table/nxloy-terraform-locks')],
    ['ssm:PutParameter', arn('ssm', `parameter/nxloy/${environment}/release`), shared],
    ['ecr:BatchDeleteImage', arn('ecr', 'repository/nxloy-backend'), shared],
    ['ecr:PutImage', arn('ecr', 'repository/nxloy-backend'), shared],
    ['logs:DeleteLogGroup', arn('logs', 'log-group:/aws/cloudtrail/nxloy-audit-trail'), shared],
    ['logs:PutLogEvents', arn('logs', 'log-group:/aws/cloudtrail/nxloy-audit-trail:log-stream:1')],
    ['ec2:DeleteVolume', volume, shared],
    ['cloudtrail:StopLogging', arn('cloudtrail', 'trail/nxloy-audit-trail')],
  ],
  'what belongs to other environments': [
    ['s3:GetObject', `${bucket('nxloy-dev-assets')}/logo.png`],
    ['s3:GetObject', `${bucket(`${prefix}-x-assets`)}/logo.png`],
    ['s3:DeleteBucket', bucket(`${prefix}-x-assets`)],
    ['secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:nxloy/dev/redis-AbCdEf'), shared],
    ['ssm:PutParameter', arn('ssm', 'parameter/nxloy/dev/release'), shared],
    ['ssm:GetParameter', arn('ssm', 'parameter/nxloy/dev/release'), shared],
    ['route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z0000000000OTHER', record],
    ['kms:Decrypt', key, dev],
    ['kms:CreateGrant', key, { ...dev, ...forAws }],
    ['ec2:DetachVolume', volume, dev],
    ['ec2:RevokeSecurityGroupIngress', group, otherCluster],
    ['elasticloadbalancing:DeleteLoadBalancer', loadBalancer, otherController],
    ['autoscaling:UpdateAutoScalingGroup', autoScalingGroup, { 'aws:ResourceTag/eks:cluster-name': 'nxloy-dev' }],
    ['eks-auth:AssumeRoleForPodIdentity', arn('eks', 'cluster/nxloy-dev')],
    ['backup:CopyIntoBackupVault', arn('backup', 'backup-vault:nxloy-dev-backup'), dev],
    ['logs:PutLogEvents', arn('logs', 'log-group:/aws/vpc/nxloy-dev/flow-logs:log-stream:1')],
    ['ec2:CreateVolume', 'arn:aws:ec2:ap-south-1:123456789012:volume/1', { 'aws:RequestedRegion': 'ap-south-1' }],
  ],
  'what only pipelines and people do': [
    ['kms:ScheduleKeyDeletion', key, own],
    ['kms:PutKeyPolicy', key, own],
    ['kms:DisableKey', key, own],
    ['kms:TagResource', key, own],
    ['kms:CreateGrant', key, own],
    ['iam:PassRole', `arn:aws:iam::${account}:role/${prefix}-deploy`],
    ['iam:CreateRole', `arn:aws:iam::${account}:role/${prefix}-x`],
    ['sts:AssumeRole', `arn:aws:iam::${account}:role/${prefix}-deploy`],
    ['ec2:TerminateInstances', arn('ec2', 'instance/i-1'), own],
    ['events:PutRule', arn('events', 'rule/anything')],
    ['backup:DeleteRecoveryPoint', arn('backup', 'recovery-point:1')],
    ['ssm:SendCommand', arn('ec2', 'instance/i-1')],
    ['rds:DeleteDBInstance', arn('rds', `db:${prefix}-database`), own],
  ],
};

describe.each(Object.entries(others))('the boundary keeps every role from %s', (_, cases) => {
  test.each(cases)('%s on %s', async (action, resource, context = {}) => {
    expect(await decide(action, resource, context)).not.toBe('Allowed');
  });
});
