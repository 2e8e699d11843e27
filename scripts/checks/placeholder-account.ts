import { placeholderAccountId } from '../../environments';
import { type Check, fail } from './check';

export const placeholderAccount: Check = {
  name: 'account id',
  run: async ({ environment, sandbox }) =>
    environment.account.id === placeholderAccountId && !sandbox
      ? [
          fail(
            `${environment.name} names the account ${placeholderAccountId}, which is only a placeholder`,
            "write your account's 12 digits into environments/platform.ts, or try everything without an account: npm run rehearse -- " +
              environment.name,
          ),
        ]
      : [],
};
