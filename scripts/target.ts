import path from 'node:path';
import { type Environment, environments, validateEnvironments } from '../environments';
import { bootstrapStackName } from '../stacks/bootstrap-stack-name';
import { UserError } from './errors';
import { projectRoot } from './project-root';
import { type Sandbox, sandboxFromProcess } from './sandbox-mode';

/** What a verb works on: one stack, the environment that it was named by, and where that lives. */
export interface Target {
  readonly stack: string;
  readonly environment: Environment;
  /** Git-ignored folder with everything that Terraform needs and leaves for this stack. */
  readonly directory: string;
  /** @default - AWS itself */
  readonly sandbox?: Sandbox;
}

/** Folder of everything that belongs to one simulator; the next one starts empty. */
export const sandboxDirectory = ({ endpoint }: Sandbox): string =>
  path.join(projectRoot, '.infra', '.sandbox', new URL(endpoint).port);

/** Sandbox and account never share a folder: a plan made on one must not reach the other. */
const directoryOf = (stack: string, sandbox?: Sandbox): string =>
  path.join(sandbox ? sandboxDirectory(sandbox) : path.join(projectRoot, '.infra'), stack);

/** All environments, validated. */
export const allEnvironments = (): Environment[] => validateEnvironments(environments);

/** @throws UserError that lists the known environments, when this is none of them */
export function findEnvironment(name: string, known: readonly Environment[] = allEnvironments()): Environment {
  const found = known.find((environment) => environment.name === name);
  if (found) return found;
  throw new UserError({
    thing: 'environment',
    received: name,
    rule: 'is not one of this project',
    mend: `name one of: ${known.map((environment) => environment.name).join(', ')}`,
  });
}

/** The stack of an environment. */
export function environmentTarget(name: string, sandbox: Sandbox | undefined = sandboxFromProcess()): Target {
  const environment = findEnvironment(name);
  return { stack: environment.name, environment, sandbox, directory: directoryOf(environment.name, sandbox) };
}

/** The stack that prepares the account of an environment. */
export function bootstrapTarget(name: string, sandbox: Sandbox | undefined = sandboxFromProcess()): Target {
  const known = allEnvironments();
  const environment = findEnvironment(name, known);
  const stack = bootstrapStackName(environment.account, known);
  return { stack, environment, sandbox, directory: directoryOf(stack, sandbox) };
}
