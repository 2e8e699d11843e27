import type { Account, Environment } from '../environments';

/** The stack that prepares `account`: `bootstrap` while all environments share one account, else one stack for each. */
export const bootstrapStackName = (account: Account, environments: readonly Environment[]): string =>
  new Set(environments.map((environment) => environment.account.id)).size === 1
    ? 'bootstrap'
    : `bootstrap-${account.alias}`;
