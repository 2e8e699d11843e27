import { dev } from './dev';
import { prod } from './prod';
import type { EnvironmentInput } from './schema';
import { staging } from './staging';

export { validateEnvironments } from './validate';
export type { Account, Environment } from './schema';
export { placeholderAccountId } from './platform';
export type { Platform } from './platform';

/** Every environment, in the order of promotion. Adding one is a data file and one entry here. */
export const environments: readonly EnvironmentInput[] = [dev, staging, prod];
