import { runSimulation } from '@cloud-copilot/iam-simulate';
import { boundaryPermissions } from '../../constructs/account/permissions/boundary';
import { deployFamilies } from '../../constructs/account/permissions/families';
import { guardrails } from '../../constructs/account/permissions/guardrails';
import { readPermissions } from '../../constructs/account/permissions/reads';
import type { Family } from '../../constructs/account/permissions/scope';
import { statePermissions } from '../../constructs/account/permissions/state';
import { policyDocument } from '../../constructs/identity/policy-document';
import { permissionScope as scope } from './permission-scope';

/** One call to AWS, as IAM sees it. */
export interface AuthorizedRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | string[]>>;
}

const policies: Readonly<Record<'plan' | 'deploy', readonly Family[]>> = {
  plan: [readPermissions(scope), statePermissions(scope, 'plan'), guardrails(scope)],
  deploy: [readPermissions(scope), statePermissions(scope, 'apply'), guardrails(scope), ...deployFamilies(scope)],
};

const everything: Family = {
  name: 'everything',
  statements: [{ sid: 'Everything', actions: ['*'], resources: ['*'] }],
};

interface NamedPolicy {
  readonly name: string;
  readonly policy: unknown;
}

const documents = (families: readonly Family[]): NamedPolicy[] =>
  families.map(({ name, statements }) => ({ name, policy: JSON.parse(policyDocument(statements)) }));

/** As every key of ours says: IAM policies of the account decide. */
const keyPolicy = JSON.parse(
  policyDocument([
    {
      sid: 'Account',
      principals: { AWS: `arn:aws:iam::${scope.accountId}:root` },
      actions: ['kms:*'],
      resources: ['*'],
    },
  ]),
);

async function simulate(
  role: string,
  identityPolicies: NamedPolicy[],
  boundary: Family | undefined,
  { action, resource, context }: AuthorizedRequest,
): Promise<string> {
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${scope.accountId}:role/${scope.prefix}-${role}`,
        action,
        resource: { resource, accountId: scope.accountId },
        contextVariables: context,
      },
      identityPolicies,
      resourcePolicy: action.startsWith('kms:') ? keyPolicy : undefined,
      permissionBoundaryPolicies: boundary && documents([boundary]),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult;
}

/** What IAM would answer a pipeline role: `Allowed`, or how it is denied. */
export const evaluate = (role: 'plan' | 'deploy', request: AuthorizedRequest): Promise<string> =>
  simulate(role, documents(policies[role]), undefined, request);

/** What IAM would answer a role of the environment whose own policies allow everything: what its boundary leaves. */
export const evaluateBoundary = (request: AuthorizedRequest): Promise<string> =>
  simulate('anything', documents([everything]), boundaryPermissions(scope), request);

/**
 * What IAM would answer a role of the environment that has this policy and the environment's boundary.
 *
 * @param policy its JSON
 */
export const evaluateRole = (policy: string, request: AuthorizedRequest): Promise<string> =>
  simulate('anything', [{ name: 'own', policy: JSON.parse(policy) }], boundaryPermissions(scope), request);

/** API calls whose permission is called otherwise, as AWS's service authorization reference says. */
const permissions: Readonly<Record<string, string>> = {
  'budgets:CreateBudget': 'budgets:ModifyBudget',
  'budgets:CreateNotification': 'budgets:ModifyBudget',
  'budgets:DescribeBudget': 'budgets:ViewBudget',
  'budgets:DescribeNotificationsForBudget': 'budgets:ViewBudget',
  'budgets:DescribeSubscribersForNotification': 'budgets:ViewBudget',
  'cloudfront:CreateDistributionWithTags': 'cloudfront:CreateDistribution',
};

/** Whether a pattern of IAM, such as `s3:Get*`, means an action. */
export const matches = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\*/g, '.*')}$`, 'i').test(action);

/** Whether some statement allows a pipeline role this call, on whatever resource and condition. */
export const grants = (role: 'plan' | 'deploy', call: string): boolean =>
  // Everyone may ask who they are; where the provider may not ask IAM, it asks STS.
  ['sts:GetCallerIdentity', 'iam:GetUser'].includes(call) ||
  policies[role]
    .flatMap(({ statements }) => statements)
    .filter(({ effect }) => effect !== 'Deny')
    .some(({ actions }) => actions.some((pattern) => matches(pattern, permissions[call] ?? call)));
