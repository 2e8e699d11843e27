import { type Attributes, attributesOf, blocks } from './attributes';
import { type ReadStatement, readPolicy } from './iam-policy';
import type { Checked, Policy, Violation } from './policy';

/** What a wildcard would give away in a policy, by the policy's kind. */
interface Kind {
  readonly actions: boolean;
  readonly resources: boolean;
  readonly principals: boolean;
}

const identity: Kind = { actions: true, resources: true, principals: false };
const trust: Kind = { actions: true, resources: false, principals: true };
/** `*` as the resource means what the policy is attached to. */
const resource: Kind = { actions: true, resources: false, principals: true };
/** The account must be able to do everything with its own key, or nobody can: `kms:*` on `*` means this one key. */
const key: Kind = { actions: false, resources: false, principals: true };

const kinds: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  aws_iam_policy: { policy: identity },
  aws_iam_role_policy: { policy: identity },
  aws_iam_user_policy: { policy: identity },
  aws_iam_group_policy: { policy: identity },
  aws_iam_role: { assume_role_policy: trust },
  aws_kms_key: { policy: key },
  aws_s3_bucket_policy: { policy: resource },
  aws_sns_topic_policy: { policy: resource },
  aws_sqs_queue_policy: { policy: resource },
  aws_secretsmanager_secret_policy: { policy: resource },
  aws_ecr_repository_policy: { policy: resource },
  aws_backup_vault_policy: { policy: resource },
  aws_vpc_endpoint: { policy: resource },
};

const isWide = (action: string): boolean => /^(\*|[^:]+:\*)$/.test(action);

function statementViolations(attribute: string, statement: ReadStatement, kind: Kind): readonly Violation[] {
  if (statement.effect !== 'Allow') return [];
  const found = (part: string, received: readonly string[], rule: string, mend: string): Violation[] =>
    received.length === 0
      ? []
      : [{ attribute: `${attribute}.${part}`, received, rule, mend, statement: statement.sid }];
  const everything = (values: readonly string[]): readonly string[] => values.filter((value) => value === '*');
  return [
    ...found(
      'Action',
      kind.actions ? statement.actions.filter(isWide) : [],
      'a role does its job and not more',
      'list the actions it needs',
    ),
    ...found(
      'Resource',
      kind.resources ? everything(statement.resources) : [],
      'a role reaches only what is its own',
      'name the ARNs',
    ),
    ...found(
      'Principal',
      kind.principals ? everything(statement.principals) : [],
      'nobody is trusted unnamed',
      'name the principals',
    ),
    ...found(
      'Not…',
      statement.inversions,
      'allowing all but a few allows whatever AWS adds next',
      'list what is allowed instead',
    ),
  ];
}

function documentViolations(owner: Checked, attribute: string, document: unknown, kind: Kind): readonly Violation[] {
  if (document === undefined) return [];
  const statements = readPolicy(document, owner);
  if (statements) return statements.flatMap((statement) => statementViolations(attribute, statement, kind));
  return [
    {
      attribute,
      received: document,
      rule: 'a policy can be read before it is applied',
      mend: 'write it with policyDocument([…])',
    },
  ];
}

const inlineViolations = (owner: Checked, attributes: Attributes): readonly Violation[] =>
  blocks(attributes.inline_policy).flatMap(({ policy }) =>
    documentViolations(owner, 'inline_policy.policy', policy, identity),
  );

/** No policy allows everything, to everyone, or on everything; an exception names the statement by its Sid. */
export const noWildcardIam: Policy = {
  id: 'no-wildcard-iam',
  check(element) {
    const documents = kinds[element.terraformResourceType];
    if (!documents) return [];
    const attributes = attributesOf(element);
    return [
      ...Object.entries(documents).flatMap(([attribute, kind]) =>
        documentViolations(element, attribute, attributes[attribute], kind),
      ),
      ...inlineViolations(element, attributes),
    ];
  },
};
