import { policyDocument } from '../../../../constructs/identity/policy-document';
import { loadBalancerPolicy } from '../../../../constructs/platform/addons/load-balancer-policy';
import { charts } from '../../../../constructs/platform/charts';
import documented from '../../../fixtures/load-balancer-controller-actions.json';
import { type AuthorizedRequest, evaluateRole } from '../../../support/iam';
import { permissionScope } from '../../../support/permission-scope';

const { accountId, prefix: cluster, environment } = permissionScope;
const region = 'eu-central-1';
const statements = loadBalancerPolicy({ accountId, region, clusterName: cluster, vpcId: 'vpc-1' });
const policy = policyDocument(statements);

const arn = (service: string, resource: string, where = region) =>
  `arn:aws:${service}:${where}:${accountId}:${resource}`;
const group = arn('ec2', 'security-group/sg-1');
const balancer = arn('elasticloadbalancing', 'loadbalancer/app/k8s-1/1');
const targets = arn('elasticloadbalancing', 'targetgroup/k8s-1/1');
const listener = arn('elasticloadbalancing', 'listener/app/k8s-1/1/1');
const rule = arn('elasticloadbalancing', 'listener-rule/app/k8s-1/1/1/1');

const tag = 'elbv2.k8s.aws/cluster';
const own = { [`aws:ResourceTag/${tag}`]: cluster, 'aws:ResourceTag/Environment': environment };
const asOwn = { [`aws:RequestTag/${tag}`]: cluster };
const nodes = { 'aws:ResourceTag/aws:eks:cluster-name': cluster };
const otherNodes = { 'aws:ResourceTag/aws:eks:cluster-name': 'nxloy-dev' };
const ofOther = { [`aws:ResourceTag/${tag}`]: 'nxloy-dev' };
const asOther = { [`aws:RequestTag/${tag}`]: 'nxloy-dev' };

type Case = [action: string, resource: string, context?: AuthorizedRequest['context']];

const decide = ([action, resource, context = {}]: Case) =>
  evaluateRole(policy, { action, resource, context: { 'aws:RequestedRegion': region, ...context } });

const elb = (action: string, ...rest: [resource: string, context?: AuthorizedRequest['context']]): Case => [
  `elasticloadbalancing:${action}`,
  ...rest,
];

const needed: Record<string, Case[]> = {
  'finds networks and what it made before': [
    ['ec2:DescribeSubnets', '*'],
    ['ec2:GetSecurityGroupsForVpc', '*'],
    elb('DescribeLoadBalancers', '*'),
    elb('DescribeTags', '*'),
  ],
  'makes the first load balancer of an account': [
    [
      'iam:CreateServiceLinkedRole',
      `arn:aws:iam::${accountId}:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing`,
      { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' },
    ],
  ],
  'makes security groups and lets them into the cluster': [
    ['ec2:CreateSecurityGroup', arn('ec2', 'vpc/vpc-1')],
    ['ec2:CreateSecurityGroup', group, asOwn],
    ['ec2:CreateTags', group, { ...asOwn, 'ec2:CreateAction': 'CreateSecurityGroup' }],
    ['ec2:AuthorizeSecurityGroupIngress', group, own],
    ['ec2:AuthorizeSecurityGroupIngress', group, nodes],
    ['ec2:RevokeSecurityGroupIngress', group, nodes],
    ['ec2:DeleteSecurityGroup', group, own],
  ],
  'makes load balancers, target groups, listeners and rules': [
    elb('CreateLoadBalancer', balancer, asOwn),
    elb('CreateTargetGroup', targets, asOwn),
    elb('AddTags', balancer, { ...asOwn, 'elasticloadbalancing:CreateAction': 'CreateLoadBalancer' }),
    elb('CreateListener', balancer, own),
    elb('CreateRule', listener),
    elb('RegisterTargets', targets, own),
  ],
  'changes them': [
    elb('ModifyLoadBalancerAttributes', balancer, own),
    elb('SetSecurityGroups', balancer, own),
    elb('SetSubnets', balancer, own),
    elb('SetIpAddressType', balancer, own),
    elb('AddTags', balancer, own),
    elb('ModifyTargetGroupAttributes', targets, own),
    elb('DeregisterTargets', targets, own),
    elb('ModifyListener', listener),
    elb('ModifyRule', rule),
    elb('SetRulePriorities', rule),
  ],
  'and removes them': [
    elb('DeleteRule', rule),
    elb('DeleteListener', listener),
    elb('DeleteTargetGroup', targets, own),
    elb('DeleteLoadBalancer', balancer, own),
  ],
};

describe.each(Object.entries(needed))('the load balancer controller %s', (_, cases) => {
  test.each(cases)('%s on %s', async (...request) => {
    expect(await decide(request)).toBe('Allowed');
  });
});

const refused: Record<string, Case[]> = {
  'touches what another cluster made': [
    elb('DeleteLoadBalancer', balancer, ofOther),
    elb('SetSecurityGroups', balancer, ofOther),
    elb('RegisterTargets', targets, ofOther),
    elb('DeleteListener', listener, ofOther),
    elb('ModifyRule', rule, ofOther),
    ['ec2:DeleteSecurityGroup', group, ofOther],
    ['ec2:AuthorizeSecurityGroupIngress', group, ofOther],
    ['ec2:AuthorizeSecurityGroupIngress', group, otherNodes],
  ],
  'touches what no controller made': [
    elb('DeleteLoadBalancer', balancer),
    elb('RegisterTargets', targets),
    elb('CreateListener', balancer),
    ['ec2:DeleteSecurityGroup', group],
    ['ec2:AuthorizeSecurityGroupIngress', group, { 'aws:ResourceTag/Environment': environment }],
  ],
  'makes what does not carry its tag, or somebody else’s': [
    elb('CreateLoadBalancer', balancer),
    elb('CreateLoadBalancer', balancer, asOther),
    elb('CreateTargetGroup', targets, asOther),
    ['ec2:CreateSecurityGroup', group],
    ['ec2:CreateSecurityGroup', arn('ec2', 'vpc/vpc-2')],
  ],
  'claims what is not its own by tagging it': [
    elb('AddTags', balancer, asOwn),
    ['ec2:CreateTags', group, asOwn],
    ['ec2:CreateTags', group, { ...own, ...asOther }],
    ['ec2:CreateTags', arn('ec2', 'instance/i-1'), own],
  ],
  'uses what is switched off': [
    ['wafv2:AssociateWebACL', '*'],
    ['shield:CreateProtection', '*'],
    ['acm:ListCertificates', '*'],
    elb('SetWebAcl', '*', own),
  ],
  'works in another region': [
    elb('DeleteLoadBalancer', arn('elasticloadbalancing', 'loadbalancer/app/k8s-1/1', 'eu-west-1'), own),
  ],
};

describe.each(Object.entries(refused))('the load balancer controller never %s', (_, cases) => {
  test.each(cases)('%s on %s', async (...request) => {
    expect(await decide(request)).not.toBe('Allowed');
  });
});

// The simulation does not know that listeners and rules can be tagged.
test.each(['Listeners', 'Rules'])('the load balancer controller tags its %s as it makes them', (sid) => {
  const { Action } = JSON.parse(policy).Statement.find(({ Sid }: { Sid: string }) => Sid === sid);
  expect(Action).toContain('elasticloadbalancing:AddTags');
});

describe('of the actions that the controller’s project documents', () => {
  /** `docs/install/iam_policy.json` of the version that is installed. */
  const actions = Object.entries(documented.actions).flatMap(([service, names]) =>
    names.map((name) => `${service}:${name}`),
  );

  /** What is switched off, or not there: the first matching pattern says why. */
  const without: readonly (readonly [action: RegExp, reason: string])[] = [
    [
      /^(waf-regional|wafv2):|:SetWebAcl$/,
      'no firewall in front of load balancers: enableWaf and enableWafv2 are false',
    ],
    [/^shield:/, 'Shield Advanced is not subscribed to: enableShield is false'],
    [/^acm:|^iam:(Get|List)ServerCertificates?$/, 'certificates are named by their ARN'],
    [/^cognito-idp:/, 'applications sign their users in themselves'],
    [/^ec2:.*Coip/, 'addresses of Outposts: there are none'],
    [/^ec2:DescribeIpamPools$|:ModifyIpPools$/, 'load balancers take AWS’s addresses, not those of a pool'],
    [/:ModifyCapacityReservation$/, 'no capacity is reserved: it costs by the hour'],
  ];

  const allows = (action: string): boolean =>
    statements
      .flatMap(({ actions: allowed }) => allowed)
      .some((pattern) => (pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern));
  const reasonAgainst = (action: string): string | undefined => without.find(([pattern]) => pattern.test(action))?.[1];

  test('the list is that of the installed version, and whole', () => {
    expect(documented.version).toBe(charts.loadBalancerController.version);
    expect(actions).toHaveLength(80);
  });

  test.each(actions)('%s is allowed, or there is a reason why not', (action) => {
    expect({ action, allowed: allows(action), reason: reasonAgainst(action) }).toEqual(
      allows(action)
        ? { action, allowed: true, reason: undefined }
        : { action, allowed: false, reason: expect.any(String) },
    );
  });

  test('nothing else is allowed, and no reason is left without an action', () => {
    const allowed = statements.flatMap((statement) => statement.actions).filter((action) => !action.endsWith('*'));
    expect(allowed.filter((action) => !actions.includes(action))).toEqual([]);
    expect(without.filter(([pattern]) => !actions.some((action) => pattern.test(action)))).toEqual([]);
  });
});
