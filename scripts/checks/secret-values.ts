import { peopleSetSecrets, secretName } from '../../constructs/account/names';
import { secretFields } from '../../constructs/account/secret-fields';
import { type Check, fail, ok, warn } from './check';

/** Applications do not start without these. */
const isNeeded = (secret: string): boolean => secret in secretFields;

const howToSet = 'for each: aws secretsmanager put-secret-value --secret-id <name> --secret-string file:///dev/stdin';

export const secretValues: Check = {
  name: 'secrets',
  run: async ({ environment, account, sandbox }) => {
    const found = await Promise.all(
      peopleSetSecrets.map(async (secret) => {
        const name = secretName(environment.name, secret);
        return { name, needed: isNeeded(secret), value: await account.secretHasValue(name) };
      }),
    );
    const absent = found.filter(({ value }) => value === undefined).map(({ name }) => name);
    const unset = found.filter(({ value }) => value === false);
    // Nobody sets secrets in the simulator.
    const [needed, others] = [true, false].map((wanted) =>
      unset.filter((one) => (one.needed && !sandbox) === wanted).map(({ name }) => name),
    ) as [string[], string[]];
    return [
      ...(absent.length > 0
        ? [fail(`no such secret: ${absent.join(', ')}`, `infra bootstrap ${environment.name}`)]
        : []),
      ...(needed.length > 0 ? [fail(`no value: ${needed.join(', ')}`, howToSet)] : []),
      ...(others.length > 0 ? [warn(`no value: ${others.join(', ')}`, howToSet)] : []),
      ...(absent.length + unset.length === 0 ? [ok('every secret has a value')] : []),
    ];
  },
};
