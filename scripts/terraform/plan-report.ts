import pc from 'picocolors';
import { actionName, type Change, changedAttributes, isDeleted } from '../risk/change';
import type { Plan } from './planning';
import { shortAddress } from './progress-model';

const signs: Readonly<Record<string, string>> = {
  created: '+',
  changed: '~',
  deleted: '-',
  imported: '<',
  forgotten: '.',
};

const paint = (change: Change, text: string): string => {
  if (isDeleted(change)) return pc.red(text);
  return change.actions.includes('create') ? pc.green(text) : pc.yellow(text);
};

/** Which attributes are behind a change; their values may be secret. */
function because(change: Change): string {
  if (change.replacedFor.length > 0) return `, because of ${change.replacedFor.join(', ')}`;
  return actionName(change) === 'changed' ? `: ${changedAttributes(change).join(', ')}` : '';
}

const line = (change: Change): string => {
  const action = actionName(change);
  return paint(change, `  ${signs[action] ?? '±'} ${shortAddress(change.address)} is ${action}${because(change)}`);
};

/** Long lists of new resources say little: by type they fit a screen. */
function describeCreated(created: readonly Change[]): string[] {
  if (created.length <= 15) return created.map(line);
  const counts = new Map<string, number>();
  for (const { type } of created) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort().map(([type, count]) => pc.green(`  + ${count} × ${type}`));
}

/** Verdict, counts, changes and risks of a plan in plain words; never a value of an attribute. */
export function describePlan({ metadata, changes, risks, empty }: Plan): string[] {
  if (empty) return [`${metadata.stack}: nothing to do, everything is as described`];
  const isNew = (change: Change): boolean => actionName(change) === 'created';
  const count = (name: string): number => changes.filter((change) => actionName(change).startsWith(name)).length;
  const counts = ['created', 'changed', 'replaced', 'deleted', 'imported', 'forgotten'].flatMap((name) =>
    count(name) > 0 ? [`${count(name)} ${name}`] : [],
  );
  return [
    pc.bold(`${metadata.stack}: ${counts.length > 0 ? counts.join(', ') : 'only outputs change'}`),
    ...changes.filter((change) => !isNew(change)).map(line),
    ...describeCreated(changes.filter(isNew)),
    '',
    risks.length === 0
      ? 'No risks found.'
      : pc.bold(pc.red(`${risks.length} ${risks.length === 1 ? 'risk' : 'risks'}:`)),
    ...risks.map(({ address, message, rule }) => `  ! ${shortAddress(address)} ${message} [${rule}]`),
    '',
    `Plan ${metadata.planDigest.slice(0, 16)}`,
  ];
}
