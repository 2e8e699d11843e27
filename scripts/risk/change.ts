import { isDeepStrictEqual } from 'node:util';

/** Attributes of a resource, as `terraform show -json` writes them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One resource's change, in the shape that rules look at. */
export interface Change {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly string[];
  /** Empty for what is new. */
  readonly before: Attributes;
  /** Empty for what goes. */
  readonly after: Attributes;
  /** `true` where the value is known only while applying. */
  readonly unknown: Attributes;
  /** Attributes that cannot be changed in place. */
  readonly replacedFor: readonly string[];
}

interface PlannedResource {
  readonly address: string;
  readonly type: string;
  /** `managed`, or `data` for what is only read. */
  readonly mode: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Attributes | null;
    readonly after: Attributes | null;
    readonly after_unknown?: Attributes | boolean;
    readonly importing?: unknown;
    readonly replace_paths?: readonly (readonly unknown[])[];
  };
}

/** The part of a plan's JSON that is read here. */
export interface PlanJson {
  /** Planning failed half-way. */
  readonly errored?: boolean;
  /** False when something was left out or put off. */
  readonly complete?: boolean;
  /** Every resource of the stack, changed or not. */
  readonly resource_changes?: readonly PlannedResource[];
  /** By name. */
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
  /** What is there once the plan is applied; without a value where that is known only while applying. */
  readonly planned_values?: { readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>> };
}

/** Every change that the plan makes to a resource; what stays as it is, and what is only read, is left out. */
export const changesOf = (plan: PlanJson): Change[] =>
  (plan.resource_changes ?? [])
    .filter(
      ({ mode, change }) =>
        mode === 'managed' && (change.importing || !change.actions.every((action) => action === 'no-op')),
    )
    .map(({ address, type, change }) => ({
      address,
      type,
      actions: change.actions,
      before: change.before ?? {},
      after: change.after ?? {},
      unknown: typeof change.after_unknown === 'object' ? change.after_unknown : {},
      replacedFor: [...new Set((change.replace_paths ?? []).map(([attribute]) => String(attribute)))],
    }));

/** Whether the plan does anything at all: outputs count, for applying it would write them. */
export const isEmpty = (plan: PlanJson): boolean =>
  changesOf(plan).length === 0 &&
  Object.values(plan.output_changes ?? {}).every(({ actions }) => actions.every((action) => action === 'no-op'));

export const isDeleted = ({ actions }: Change): boolean => actions.includes('delete');

/** What happens to it, in one word; a replacement that deletes first leaves a gap. */
export function actionName({ actions }: Change): string {
  if (actions.includes('delete') && actions.includes('create'))
    return actions[0] === 'delete' ? 'replaced, with an outage in between' : 'replaced';
  if (actions.includes('forget')) return 'forgotten';
  const names: Readonly<Record<string, string>> = { create: 'created', delete: 'deleted', update: 'changed' };
  return names[actions[0] ?? ''] ?? 'imported';
}

/** Names of the attributes that get another value, or one that is known only while applying. */
export function changedAttributes({ before, after, unknown }: Change): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])].sort();
  const changed = names.filter((name) => unknown[name] === true || !isDeepStrictEqual(before[name], after[name]));
  // Follows from `tags` and the provider's defaults.
  return changed.length > 1 ? changed.filter((name) => name !== 'tags_all') : changed;
}

/** The value at a path such as `vpc_config.0.public_access_cidrs`. */
export const valueAt = (attributes: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Attributes | null | undefined)?.[key], attributes);

/** Whether the value at a path is known only while applying. */
export function isUnknown(change: Change, path: string): boolean {
  let value: unknown = change.unknown;
  for (const key of path.split('.')) {
    if (value === true) return true;
    value = (value as Attributes | null | undefined)?.[key];
  }
  return value === true;
}

/** The values of a list at a path, as text. */
export const textsAt = (attributes: unknown, path: string): string[] => {
  const value = valueAt(attributes, path);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};
