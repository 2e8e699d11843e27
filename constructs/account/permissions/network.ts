import { type Family, type PermissionScope, tagged, tagging } from './scope';

/** VPC, subnets, routes, NAT, endpoints, flow logs, security groups and launch templates. */
export function networkPermissions(scope: PermissionScope): Family {
  const everything = `arn:aws:ec2:*:${scope.accountId}:*`;
  const groups = `arn:aws:ec2:*:${scope.accountId}:security-group/*`;
  return {
    name: 'network',
    statements: [
      { sid: 'Create', actions: creating, resources: [everything], conditions: tagging(scope) },
      // What is created inside or out of something else needs the right on that other thing too.
      { sid: 'Change', actions: [...within, ...changing], resources: [everything], conditions: tagged(scope) },
      {
        sid: 'TagWhileCreating',
        actions: ['ec2:CreateTags'],
        resources: [everything],
        conditions: { ...tagging(scope), Null: { 'ec2:CreateAction': 'false' } },
      },
      {
        sid: 'Retag',
        actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
        resources: [everything],
        conditions: tagged(scope),
      },
      {
        // AWS makes a VPC's default group by itself and without tags: it is adopted, emptied, then tagged.
        sid: 'EmptyDefaultGroup',
        actions: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
        resources: [groups, `arn:aws:ec2:*:${scope.accountId}:security-group-rule/*`],
        conditions: untagged,
      },
      {
        sid: 'AdoptDefaultGroup',
        actions: ['ec2:CreateTags'],
        resources: [groups],
        conditions: { ...tagging(scope), ...untagged },
      },
    ],
  };
}

/** Neither an environment's, nor the group that EKS makes for a cluster, which has only the cluster's name as a tag. */
const untagged = { Null: { 'aws:ResourceTag/Environment': 'true', 'aws:ResourceTag/aws:eks:cluster-name': 'true' } };

const within = [
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:AuthorizeSecurityGroupIngress',
  'ec2:CreateFlowLogs',
  'ec2:CreateNatGateway',
  'ec2:CreateRouteTable',
  'ec2:CreateSecurityGroup',
  'ec2:CreateSubnet',
  'ec2:CreateVpcEndpoint',
];

const creating = [
  ...within,
  'ec2:AllocateAddress',
  'ec2:CreateInternetGateway',
  'ec2:CreateLaunchTemplate',
  'ec2:CreateVpc',
];

const changing = [
  'ec2:AssociateRouteTable',
  'ec2:AttachInternetGateway',
  'ec2:CreateLaunchTemplateVersion',
  'ec2:CreateRoute',
  'ec2:DeleteFlowLogs',
  'ec2:DeleteInternetGateway',
  'ec2:DeleteLaunchTemplate',
  'ec2:DeleteLaunchTemplateVersions',
  'ec2:DeleteNatGateway',
  'ec2:DeleteRoute',
  'ec2:DeleteRouteTable',
  'ec2:DeleteSecurityGroup',
  'ec2:DeleteSubnet',
  'ec2:DeleteVpc',
  'ec2:DeleteVpcEndpoints',
  'ec2:DetachInternetGateway',
  'ec2:DisassociateAddress',
  'ec2:DisassociateRouteTable',
  'ec2:ModifyLaunchTemplate',
  'ec2:ModifySecurityGroupRules',
  'ec2:ModifySubnetAttribute',
  'ec2:ModifyVpcAttribute',
  'ec2:ModifyVpcEndpoint',
  'ec2:ReleaseAddress',
  'ec2:ReplaceRoute',
  'ec2:ReplaceRouteTableAssociation',
  'ec2:RevokeSecurityGroupEgress',
  'ec2:RevokeSecurityGroupIngress',
  'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
  'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
];
