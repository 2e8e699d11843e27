import { Testing } from 'cdktf';
import { environments, validateEnvironments } from '../../environments';
import type { Environment } from '../../environments';
import { EnvironmentStack } from '../../stacks/environment-stack';
import { type Synthesized, synthesizeStack } from './synth';

/** The shipped environments, validated. */
export const shipped: readonly Environment[] = validateEnvironments(environments);

/** One shipped environment by name. */
export const shippedEnvironment = (name: string): Environment => {
  const found = shipped.find((environment) => environment.name === name);
  if (!found) throw new Error(`no shipped environment is called "${name}"`);
  return found;
};

/** Synthesizes an environment's stack. */
export const synthesizeEnvironment = (environment: Environment): Synthesized =>
  synthesizeStack(new EnvironmentStack(Testing.app(), environment.name, environment));
