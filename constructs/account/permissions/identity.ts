import { boundaryArn } from '../names';
import { type Family, type PermissionScope, namedGlobally } from './scope';

/** Roles and policies of the environment; no role leaves the permissions boundary. */
export function identityPermissions(scope: PermissionScope): Family {
  const { accountId } = scope;
  const roles = namedGlobally(scope, 'iam', 'role/');
  return {
    name: 'identity',
    statements: [
      {
        sid: 'BoundedRoles',
        actions: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
        resources: roles,
        conditions: { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(accountId, scope.environment) } },
      },
      { sid: 'Roles', actions: roleActions, resources: roles },
      { sid: 'Policies', actions: policyActions, resources: namedGlobally(scope, 'iam', 'policy/') },
      {
        sid: 'InstanceProfiles',
        actions: instanceProfileActions,
        resources: namedGlobally(scope, 'iam', 'instance-profile/'),
      },
      {
        sid: 'PassRoles',
        actions: ['iam:PassRole'],
        resources: roles,
        conditions: { StringEquals: { 'iam:PassedToService': passedTo.map((service) => `${service}.amazonaws.com`) } },
      },
      {
        sid: 'ServiceLinkedRoles',
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [`arn:aws:iam::${accountId}:role/aws-service-role/*`],
        conditions: { StringEquals: { 'iam:AWSServiceName': linked.map((service) => `${service}.amazonaws.com`) } },
      },
    ],
  };
}

/** Services that act with a role of the environment. */
const passedTo = ['backup', 'ec2', 'eks', 'monitoring.rds', 'pods.eks', 'rds', 'vpc-flow-logs'];

/** Services that AWS equips with a role of their own when they are first used in an account. */
const linked = [
  'autoscaling',
  'backup',
  'eks',
  'eks-nodegroup',
  'elasticache',
  'elasticloadbalancing',
  'rds',
  'spot',
  'wafv2',
];

const roleActions = [
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
  'iam:UpdateRoleDescription',
];

const policyActions = [
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:TagPolicy',
  'iam:UntagPolicy',
];

const instanceProfileActions = [
  'iam:AddRoleToInstanceProfile',
  'iam:CreateInstanceProfile',
  'iam:DeleteInstanceProfile',
  'iam:RemoveRoleFromInstanceProfile',
  'iam:TagInstanceProfile',
  'iam:UntagInstanceProfile',
];
