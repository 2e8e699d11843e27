import { type Family, type PermissionScope, named } from './scope';

/** Log groups, alarms, dashboards, notifications, budgets. */
export function observabilityPermissions(scope: PermissionScope): Family {
  const { accountId, prefix } = scope;
  // AWS prescribes how the names of many log groups begin (`/aws/eks/…`), and some how they end (`…/cluster`).
  const logGroups = ['', '-*', '/*', ':*'].map((end) => `arn:aws:logs:*:${accountId}:log-group:*${prefix}${end}`);
  return {
    name: 'observability',
    statements: [
      { sid: 'LogGroups', actions: logGroupActions, resources: logGroups },
      { sid: 'Alarms', actions: alarmActions, resources: named(scope, 'cloudwatch', 'alarm:') },
      {
        sid: 'Dashboards',
        actions: ['cloudwatch:DeleteDashboards', 'cloudwatch:PutDashboard'],
        resources: [prefix, `${prefix}-*`].map((name) => `arn:aws:cloudwatch::${accountId}:dashboard/${name}`),
      },
      { sid: 'Topics', actions: topicActions, resources: named(scope, 'sns', '') },
      {
        sid: 'Budgets',
        actions: ['budgets:ModifyBudget', 'budgets:TagResource', 'budgets:UntagResource'],
        resources: [prefix, `${prefix}-*`].map((name) => `arn:aws:budgets::${accountId}:budget/${name}`),
      },
      {
        sid: 'LogDelivery',
        actions: logDeliveryActions,
        resources: ['*'],
        reason: 'delivering logs of ElastiCache, WAF and flow logs to CloudWatch knows no resources',
      },
    ],
  };
}

const logGroupActions = [
  'logs:AssociateKmsKey',
  'logs:CreateLogGroup',
  'logs:DeleteLogGroup',
  'logs:DeleteMetricFilter',
  'logs:DeleteRetentionPolicy',
  'logs:DeleteSubscriptionFilter',
  'logs:DisassociateKmsKey',
  'logs:PutMetricFilter',
  'logs:PutRetentionPolicy',
  'logs:PutSubscriptionFilter',
  'logs:TagLogGroup',
  'logs:TagResource',
  'logs:UntagLogGroup',
  'logs:UntagResource',
];

const alarmActions = [
  'cloudwatch:DeleteAlarms',
  'cloudwatch:PutCompositeAlarm',
  'cloudwatch:PutMetricAlarm',
  'cloudwatch:TagResource',
  'cloudwatch:UntagResource',
];

const topicActions = [
  'sns:CreateTopic',
  'sns:DeleteTopic',
  'sns:SetSubscriptionAttributes',
  'sns:SetTopicAttributes',
  'sns:Subscribe',
  'sns:TagResource',
  'sns:Unsubscribe',
  'sns:UntagResource',
];

const logDeliveryActions = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DeleteResourcePolicy',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];
