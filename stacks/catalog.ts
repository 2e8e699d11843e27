import type { App } from 'cdktf';
import type { Environment } from '../environments';
import { BootstrapStack } from './bootstrap-stack';
import { bootstrapStackName } from './bootstrap-stack-name';
import { EnvironmentStack } from './environment-stack';

/** Builds one stack into an app. */
type Build = (app: App) => void;

/** Every stack of the project by name, in the order in which an empty account needs them. */
export function stackCatalog(environments: readonly Environment[]): ReadonlyMap<string, Build> {
  const accounts = new Map(environments.map(({ account }) => [account.id, account]));
  const bootstraps = [...accounts.values()].map((account): [string, Build] => {
    const name = bootstrapStackName(account, environments);
    const own = environments.filter((environment) => environment.account.id === account.id);
    const pullAccountIds = [...accounts.keys()].filter((id) => id !== account.id);
    return [name, (app) => void new BootstrapStack(app, name, { account, environments: own, pullAccountIds })];
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
