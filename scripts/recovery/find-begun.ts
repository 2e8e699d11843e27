import { asList, type Block, type SynthesizedStack } from '../../sandbox/stack-json';
import type { AwsAccount } from '../aws/aws-account';
import { finders, repeatable, type Scope, unfindable } from './finders';
import { resolve, typeAndName } from './import-id';

/** What the provider of a resource says; `aws.global` is the one with that alias. */
function scopeOf(stack: SynthesizedStack, block: Block): Scope {
  const alias = typeof block.provider === 'string' ? block.provider.split('.')[1] : undefined;
  const provider = asList(stack.provider?.aws).find((settings) => settings.alias === alias) as {
    readonly region: string;
    readonly allowed_account_ids: readonly [string];
    readonly default_tags: readonly [{ readonly tags: Scope['tags'] }];
  };
  return {
    accountId: provider.allowed_account_ids[0],
    region: provider.region,
    tags: provider.default_tags[0].tags,
  };
}

const blockOf = (stack: SynthesizedStack, address: string): Block => {
  const [type, name] = typeAndName(address);
  return stack.resource?.[type]?.[name] ?? {};
};

/** Whether a resource can be made again without asking what came of the first time. */
export const isRepeatable = (stack: SynthesizedStack, address: string): boolean =>
  repeatable.test(address.split('.')[0] ?? '') || blockOf(stack, address).allow_overwrite === true;

/** Why nothing here finds a resource of that type; undefined where it is looked for. */
export const whyUnfindable = (address: string): string | undefined => unfindable[typeAndName(address)[0]];

/**
 * By which id to import a resource whose making was begun, if AWS made it after all.
 *
 * @param ids ids of other resources by address
 * @returns undefined when nothing tells
 */
export async function findBegun(
  stack: SynthesizedStack,
  address: string,
  ids: ReadonlyMap<string, string>,
  account: AwsAccount,
): Promise<string | undefined> {
  const [type] = typeAndName(address);
  const block = blockOf(stack, address);
  const attribute = (key: string): string | undefined => resolve(block[key], ids);
  const alone = Object.keys(stack.resource?.[type] ?? {}).length === 1;
  return finders[type]?.({ block, scope: scopeOf(stack, block), alone, attribute }, account);
}
