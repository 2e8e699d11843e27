import { peopleSetSecrets, secretName } from '../../constructs/account/names';
import { type SecretField, secretFields } from '../../constructs/account/secret-fields';
import { type Check, fail, ok, warn } from './check';

interface UnsetSecret {
  readonly name: string;
  /** @default - no application reads it */
  readonly shape?: string;
}

const described: Readonly<Partial<Record<string, Readonly<Record<string, SecretField>>>>> = secretFields;

/** The JSON that applications read from a secret; undefined where they read none. */
function shapeOf(secret: string): string | undefined {
  const fields = described[secret];
  if (fields === undefined) return undefined;
  const required = Object.entries(fields).filter(([, { optional }]) => !optional);
  return `{${required.map(([key, { description }]) => `"${key}": "<${description}>"`).join(', ')}}`;
}

/** How to give secrets their values, and what is to stand in them. */
const howToSet = (secrets: readonly UnsetSecret[]): string =>
  [
    'for each: aws secretsmanager put-secret-value --secret-id <name> --secret-string file:///dev/stdin',
    ...secrets.flatMap(({ name, shape }) => (shape === undefined ? [] : [`${name}: ${shape}`])),
  ].join('\n      ');

const withoutValue = (secrets: readonly UnsetSecret[]): string =>
  `no value: ${secrets.map(({ name }) => name).join(', ')}`;

export const secretValues: Check = {
  name: 'secrets',
  run: async ({ environment, account, sandbox }) => {
    const found = await Promise.all(
      peopleSetSecrets.map(async (secret) => {
        const name = secretName(environment.name, secret);
        const value = await account.secretHasValue(name);
        return { name, shape: shapeOf(secret), value };
      }),
    );
    const absent = found.filter(({ value }) => value === undefined).map(({ name }) => name);
    const unset = found.filter(({ value }) => value === false);
    // Applications do not start without what they read; nobody sets secrets in the simulator.
    const needed = unset.filter(({ shape }) => shape !== undefined && !sandbox);
    const others = unset.filter((one) => !needed.includes(one));
    return [
      ...(absent.length > 0
        ? [fail(`no such secret: ${absent.join(', ')}`, `infra bootstrap ${environment.name}`)]
        : []),
      ...(needed.length > 0 ? [fail(withoutValue(needed), howToSet(needed))] : []),
      ...(others.length > 0 ? [warn(withoutValue(others), howToSet(others))] : []),
      ...(absent.length + unset.length === 0 ? [ok('every secret has a value')] : []),
    ];
  },
};
