import { type Change, isUnknown, valueAt } from './change';
import type { Rule } from './rule';

type Statement = Readonly<Record<string, unknown>>;

const documentFields = ['policy', 'assume_role_policy', 'inline_policy'];
const deniesLess = ['NotAction', 'NotResource', 'NotPrincipal'];

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

function statementsOf(text: unknown): Statement[] {
  if (typeof text !== 'string' || text === '') return [];
  try {
    return asList((JSON.parse(text) as { Statement?: unknown }).Statement) as Statement[];
  } catch {
    return [];
  }
}

/** A statement regardless of the order in which it lists things, and of its label. */
const normal = (statement: Statement): string =>
  JSON.stringify({ ...statement, Sid: undefined }, (_key, value: unknown) => {
    if (Array.isArray(value)) return value.length === 1 ? value[0] : [...value].sort();
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  });

/** What a role, user or key's policy allows to everything or everyone. */
const isSweeping = (statement: Statement): boolean => {
  if (statement.Effect !== 'Allow') return false;
  const everyAction = asList(statement.Action).includes('*') && asList(statement.Resource).includes('*');
  const everyone =
    asList(statement.Principal).includes('*') || asList(valueAt(statement.Principal, 'AWS')).includes('*');
  return everyAction || (everyone && statement.Condition === undefined) || deniesLess.some((key) => key in statement);
};

function broadened(change: Change, field: string): string[] {
  const isNew = Object.keys(change.before).length === 0;
  if (isUnknown(change, field))
    return isNew ? [] : [`its ${field} is known only while applying: it may allow more than before`];
  const before = statementsOf(change.before[field]);
  const after = statementsOf(change.after[field]);
  if (isNew) return after.some(isSweeping) ? [`its ${field} allows everything, or everyone`] : [];
  const had = new Set(before.map(normal));
  const has = new Set(after.map(normal));
  const allowed = after.some((statement) => statement.Effect === 'Allow' && !had.has(normal(statement)));
  const undenied = before.some((statement) => statement.Effect === 'Deny' && !has.has(normal(statement)));
  return [
    ...(allowed ? [`its ${field} gains or changes a permission`] : []),
    ...(undenied ? [`its ${field} loses a prohibition`] : []),
  ];
}

const administrators = /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

function attachment(change: Change): string[] {
  const arn = valueAt(change.after, 'policy_arn');
  if (typeof arn === 'string' && administrators.test(arn)) return [`attaches ${arn.split('/').at(-1)}`];
  return change.actions.includes('update') ? ['attaches another policy'] : [];
}

const boundaryGone = (change: Change): string[] =>
  valueAt(change.before, 'permissions_boundary') &&
  !valueAt(change.after, 'permissions_boundary') &&
  !change.actions.includes('delete')
    ? ['loses its permissions boundary: nothing limits what it may be given']
    : [];

/** More is allowed than before: a permission added or changed, a prohibition removed, everything allowed from the start. */
export const iamBroadening: Rule = {
  name: 'iam-broadening',
  assess: (change) => {
    if (change.actions.includes('delete') && !change.actions.includes('create')) return [];
    if (/^aws_iam_(role|user|group)_policy_attachment$/.test(change.type)) return attachment(change);
    if (
      !/^aws_(iam_|kms_key|s3_bucket_policy|secretsmanager_secret_policy|sns_topic_policy|sqs_queue_policy|ecr_)/.test(
        change.type,
      )
    )
      return [];
    // The account's own root, which every key's policy must name, is no news on a new key.
    const isNewKey = change.type === 'aws_kms_key' && Object.keys(change.before).length === 0;
    return isNewKey ? [] : [...documentFields.flatMap((field) => broadened(change, field)), ...boundaryGone(change)];
  },
};
