import { DefaultTokenResolver, StringConcat, TerraformResource, TerraformStack, Tokenization } from 'cdktf';
import type { Checked } from './policy';

/** Attributes of a resource under Terraform's names. References in them are tokens. */
export type Attributes = Readonly<Record<string, unknown>>;

const known = new WeakMap<Checked, Attributes>();

/**
 * What Terraform will be given, escape hatches included: getters of a resource do not see those. Every policy asks, and
 * only when nothing changes any more: it is worked out once.
 */
export function attributesOf(element: Checked): Attributes {
  const attributes = known.get(element) ?? synthesizedAttributes(element);
  known.set(element, attributes);
  return attributes;
}

function synthesizedAttributes(element: Checked): Attributes {
  const type = element.terraformResourceType;
  const synthesized = element.toTerraform();
  if (!TerraformResource.isTerraformResource(element)) return synthesized.provider?.[type]?.[0] ?? {};
  return synthesized.resource?.[type]?.[element.friendlyUniqueId] ?? {};
}

/** The blocks behind an attribute: none, one or many, also where an escape hatch (`block.0.name`) wrote to them. */
export function blocks(value: unknown): readonly Attributes[] {
  if (Array.isArray(value)) return value;
  if (value === null || typeof value !== 'object') return [];
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) ? Object.values(value) : [value as Attributes];
}

/** Whether a switch is on for certain; some of the provider's switches are strings. */
export const isOn = (value: unknown): boolean => value === true || value === 'true';

/** Whether a switch is off for certain. */
export const isOff = (value: unknown): boolean => value === false || value === 'false';

/** Values of a list, or of something that stands for a list of one. */
export const listed = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** All resources of a Terraform type in the stack of `element`. */
export const neighbours = (element: Checked, type: string): readonly TerraformResource[] =>
  TerraformStack.of(element)
    .node.findAll()
    .filter(TerraformResource.isTerraformResource)
    .filter(({ terraformResourceType }) => terraformResourceType === type);

/** `value` with its tokens written as Terraform will read them. */
export const resolved = (value: unknown, scope: Checked): unknown =>
  Tokenization.resolve(value, { scope, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false });

/** Whether `value` refers to `target`, or is one of the plain names that it goes by. */
export function refersTo(value: unknown, target: Checked, ...names: readonly unknown[]): boolean {
  const reference = resolved(value, target);
  if (typeof reference !== 'string') return false;
  const address = `${target.terraformResourceType}.${target.friendlyUniqueId}`;
  return reference.includes(`\${${address}.`) || names.some((name) => name !== undefined && name === value);
}
