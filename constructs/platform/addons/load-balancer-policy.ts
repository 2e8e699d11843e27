import type { Unscoped } from '../../account/permissions/scope';
import type { Statement } from '../../identity/policy-document';

export interface LoadBalancerPolicyProps {
  readonly accountId: string;
  readonly region: string;
  readonly clusterName: string;
  readonly vpcId: string;
}

/** The controller puts this tag on all that it makes. */
const clusterTag = 'elbv2.k8s.aws/cluster';

/** What the controller looks up; AWS cannot limit these actions to resources. */
export const lookingAtLoadBalancers: Unscoped = {
  sid: 'Look',
  actions: [
    ...[
      'AccountAttributes',
      'Addresses',
      'AvailabilityZones',
      'Instances',
      'InternetGateways',
      'NetworkInterfaces',
      'RouteTables',
      'SecurityGroups',
      'Subnets',
      'Tags',
      'VpcPeeringConnections',
      'Vpcs',
    ].map((part) => `ec2:Describe${part}`),
    'ec2:GetSecurityGroupsForVpc',
    'elasticloadbalancing:Describe*',
  ],
  resources: ['*'],
  reason: 'descriptions of networks and load balancers know no resources',
};

/**
 * What the load balancer controller may do: as its project documents, but limited to what carries the cluster's tag,
 * and without what is switched off here (WAF, Shield, Cognito, certificates looked up by host).
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 */
export const loadBalancerPolicy = (props: LoadBalancerPolicyProps): readonly Statement[] => [
  lookingAtLoadBalancers,
  {
    sid: 'ServiceLinkedRole',
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [`arn:aws:iam::${props.accountId}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*`],
    conditions: { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } },
  },
  ...securityGroups(props),
  ...loadBalancers(props),
  ...listeners(props),
];

const requested = ({ clusterName }: LoadBalancerPolicyProps) => ({ [`aws:RequestTag/${clusterTag}`]: clusterName });

const own = ({ clusterName }: LoadBalancerPolicyProps) => ({
  StringEquals: { [`aws:ResourceTag/${clusterTag}`]: clusterName },
});

/** The tag may not be put on something that lacks it, nor changed. */
const ownButItsTag = (props: LoadBalancerPolicyProps) => ({
  ...own(props),
  Null: { [`aws:RequestTag/${clusterTag}`]: 'true' },
});

function securityGroups(props: LoadBalancerPolicyProps): Statement[] {
  const ec2 = `arn:aws:ec2:${props.region}:${props.accountId}`;
  const groups = [`${ec2}:security-group/*`];
  const rules = ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'];
  return [
    { sid: 'MakeGroupsInVpc', actions: ['ec2:CreateSecurityGroup'], resources: [`${ec2}:vpc/${props.vpcId}`] },
    {
      sid: 'MakeGroups',
      actions: ['ec2:CreateSecurityGroup'],
      resources: groups,
      conditions: { StringEquals: requested(props) },
    },
    {
      sid: 'TagNewGroups',
      actions: ['ec2:CreateTags'],
      resources: groups,
      conditions: { StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup', ...requested(props) } },
    },
    {
      sid: 'TagOwnGroups',
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      resources: groups,
      conditions: ownButItsTag(props),
    },
    { sid: 'OwnGroups', actions: [...rules, 'ec2:DeleteSecurityGroup'], resources: groups, conditions: own(props) },
    {
      // The group of nodes and pods, which load balancers are let into; EKS makes and tags it.
      sid: 'LetIntoCluster',
      actions: rules,
      resources: groups,
      conditions: { StringEquals: { 'aws:ResourceTag/aws:eks:cluster-name': props.clusterName } },
    },
  ];
}

const inElb = ({ region, accountId }: LoadBalancerPolicyProps, ...kinds: readonly string[]): string[] =>
  kinds.map((kind) => `arn:aws:elasticloadbalancing:${region}:${accountId}:${kind}/*`);

const elb = (...names: readonly string[]): string[] => names.map((name) => `elasticloadbalancing:${name}`);

function loadBalancers(props: LoadBalancerPolicyProps): Statement[] {
  const balancers = inElb(props, 'loadbalancer/app', 'loadbalancer/net');
  const targetGroups = inElb(props, 'targetgroup');
  const both = [...balancers, ...targetGroups];
  const making = ['CreateLoadBalancer', 'CreateTargetGroup'];
  return [
    {
      sid: 'Make',
      actions: elb(...making),
      resources: both,
      conditions: { StringEquals: requested(props) },
    },
    {
      sid: 'TagNew',
      actions: elb('AddTags'),
      resources: both,
      conditions: { StringEquals: { 'elasticloadbalancing:CreateAction': making, ...requested(props) } },
    },
    { sid: 'TagOwn', actions: elb('AddTags', 'RemoveTags'), resources: both, conditions: ownButItsTag(props) },
    {
      sid: 'OwnLoadBalancers',
      actions: elb(
        'DeleteLoadBalancer',
        'ModifyLoadBalancerAttributes',
        'SetIpAddressType',
        'SetSecurityGroups',
        'SetSubnets',
      ),
      resources: balancers,
      conditions: own(props),
    },
    {
      sid: 'OwnTargetGroups',
      actions: elb(
        'DeleteTargetGroup',
        'DeregisterTargets',
        'ModifyTargetGroup',
        'ModifyTargetGroupAttributes',
        'RegisterTargets',
      ),
      resources: targetGroups,
      conditions: own(props),
    },
  ];
}

/** Their tags may be switched off in the controller, so the documented policy does not ask for them either. */
function listeners(props: LoadBalancerPolicyProps): Statement[] {
  return [
    {
      sid: 'MakeListeners',
      actions: elb('CreateListener'),
      resources: inElb(props, 'loadbalancer/app', 'loadbalancer/net'),
      conditions: own(props),
    },
    {
      sid: 'Listeners',
      actions: elb(
        'AddListenerCertificates',
        'AddTags',
        'CreateRule',
        'DeleteListener',
        'ModifyListener',
        'ModifyListenerAttributes',
        'RemoveListenerCertificates',
        'RemoveTags',
      ),
      resources: inElb(props, 'listener/app', 'listener/net'),
    },
    {
      sid: 'Rules',
      actions: elb('AddTags', 'DeleteRule', 'ModifyRule', 'RemoveTags', 'SetRulePriorities'),
      resources: inElb(props, 'listener-rule/app', 'listener-rule/net'),
    },
  ];
}
