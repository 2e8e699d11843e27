import type { App } from 'cdktf';
import type { Account, Environment } from '../environments';
import { BootstrapStack } from './bootstrap-stack';
import { EnvironmentStack } from './environment-stack';

/** Builds one stack into an app. */
type Build = (app: App) => void;

/** The stack that prepares `account`: `bootstrap` while all environments share one account, else one stack for each. */
export const bootstrapStackName = (account: Account, environments: readonly Environment[]): string =>
  new Set(environments.map((environment) => environment.account.id)).size === 1
    ? 'bootstrap'
    : `bootstrap-${account.alias}`;

/** Every stack of the project by name, in the order in which an empty account needs them. */
export function stackCatalog(environments: readonly Environment[]): ReadonlyMap<string, Build> {
  const accounts = new Map(environments.map(({ account }) => [account.id, account]));
  const bootstraps = [...accounts.values()].map((account): [string, Build] => {
    const name = bootstrapStackName(account, environments);
    const own = environments.filter((environment) => environment.account.id === account.id);
    return [name, (app) => void new BootstrapStack(app, name, { account, environments: own })];
  });
  const stacks = environments.map((environment): [string, Build] => [
    environment.name,
    (app) => void new EnvironmentStack(app, environment.name, environment),
  ]);
  return new Map([...bootstraps, ...stacks]);
}

/**
 * The stacks that `selection` names, comma-separated; all of them when it is empty.
 *
 * @throws Error that lists the valid names when one is unknown.
 */
export function selectStacks(catalog: ReadonlyMap<string, Build>, selection = ''): Build[] {
  const names = selection
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.filter((name) => !catalog.has(name));
  if (unknown.length > 0)
    throw new Error(`STACKS names unknown stacks: ${unknown.join(', ')}. Valid: ${[...catalog.keys()].join(', ')}`);
  return [...catalog].filter(([name]) => names.length === 0 || names.includes(name)).map(([, build]) => build);
}
