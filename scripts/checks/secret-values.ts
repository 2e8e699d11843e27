import { peopleSetSecrets, secretName } from '../../constructs/account/names';
import { type Check, fail, ok } from './check';

export const secretValues: Check = {
  name: 'secrets',
  run: async ({ environment, account }) => {
    const names = peopleSetSecrets.map((secret) => secretName(environment.name, secret));
    const values = await Promise.all(names.map(async (name) => ({ name, value: await account.secretHasValue(name) })));
    const absent = values.filter(({ value }) => value === undefined).map(({ name }) => name);
    const unset = values.filter(({ value }) => value === false).map(({ name }) => name);
    return [
      ...(absent.length > 0
        ? [fail(`no such secret: ${absent.join(', ')}`, `infra bootstrap ${environment.name}`)]
        : []),
      ...(unset.length > 0
        ? [
            fail(
              `no value: ${unset.join(', ')}`,
              'for each: aws secretsmanager put-secret-value --secret-id <name> --secret-string file:///dev/stdin',
            ),
          ]
        : []),
      ...(absent.length + unset.length === 0 ? [ok('every secret has a value')] : []),
    ];
  },
};
