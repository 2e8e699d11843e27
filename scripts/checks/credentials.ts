import { type Check, fail, ok } from './check';

export const credentials: Check = {
  name: 'credentials',
  run: async ({ environment, account }) => {
    const { id, alias } = environment.account;
    let caller: string;
    try {
      caller = await account.callerAccount();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [
        fail(
          `AWS does not accept your credentials, or there are none: ${reason}`,
          'sign in: aws sso login --profile <profile>, and export AWS_PROFILE=<profile>',
        ),
      ];
    }
    return caller === id
      ? [ok(`signed in to account ${id} (${alias})`)]
      : [
          fail(
            `signed in to account ${caller}, but ${environment.name} lives in ${id} (${alias})`,
            `sign in to account ${id}: export AWS_PROFILE=<its profile>`,
          ),
        ];
  },
};
