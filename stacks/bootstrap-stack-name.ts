import type { Account, Environment } from '../environments';

/**
 * The stack that prepares `account`: `bootstrap` for the first account, `bootstrap-<alias>` for every other. A further
 * account renames nothing, for another name would be another, empty state.
 */
export const bootstrapStackName = (account: Account, environments: readonly Environment[]): string =>
  account.id === environments[0]?.account.id ? 'bootstrap' : `bootstrap-${account.alias}`;
