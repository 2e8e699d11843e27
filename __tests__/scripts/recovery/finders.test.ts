import { Testing } from 'cdktf';
import { finders, repeatable, unfindable } from '../../../scripts/recovery/finders';
import { BootstrapStack } from '../../../stacks/bootstrap-stack';
import { shipped, synthesizeEnvironment } from '../../support/stacks';
import { synthesizeStack } from '../../support/synth';

const bootstrap = synthesizeStack(
  new BootstrapStack(Testing.app(), 'bootstrap', { account: shipped[0]!.account, environments: shipped }),
);
const types = [
  ...new Set([bootstrap, ...shipped.map(synthesizeEnvironment)].flatMap((stack) => Object.keys(stack.types))),
].sort();

/** How the recovery deals with a type whose making was cut off. */
const ways = (type: string): string[] => [
  ...(type in finders ? ['found'] : []),
  ...(repeatable.test(type) ? ['made again'] : []),
  ...(type in unfindable ? ['left to people'] : []),
];

test.each(types)('the recovery has one way to deal with %s', (type) => expect(ways(type)).toHaveLength(1));

test('no type is left to people that no stack makes', () => {
  expect(Object.keys(unfindable).filter((type) => !types.includes(type))).toEqual([]);
});
