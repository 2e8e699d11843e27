import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { UserError } from '../errors';
import { projectRoot } from '../project-root';
import { type Sandbox, sandboxVariables } from '../sandbox-mode';

/** Plugins are half a gigabyte: one copy serves every working directory. Their versions are pinned in the stacks. */
const sharedPlugins = {
  TF_PLUGIN_CACHE_DIR: process.env.TF_PLUGIN_CACHE_DIR ?? path.join(projectRoot, '.infra', 'plugins'),
  TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1',
};

const quiet = {
  TF_INPUT: '0',
  TF_IN_AUTOMATION: '1',
  CHECKPOINT_DISABLE: '1',
  TF_WORKSPACE: undefined,
  TF_DATA_DIR: undefined,
};

/** Flags that Terraform would add by itself, to every command (`TF_CLI_ARGS`) or to one (`TF_CLI_ARGS_plan`). */
const withoutFlags = (variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith('TF_CLI_ARGS')));

/** The environment of a Terraform process. Whatever would change what a command means is taken out of it. */
export const terraformEnvironment = (
  sandbox: Sandbox | undefined,
  extra: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv => ({
  ...withoutFlags(process.env),
  ...sharedPlugins,
  ...quiet,
  ...extra,
  ...(sandbox ? sandboxVariables(sandbox) : {}),
});

/** Terraform in one working directory: the commands that change nothing in the account, or nothing but the state. */
export class Terraform {
  constructor(
    readonly directory: string,
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Fetches plugins and reaches the backend; versions are exact, so asking for newer ones only follows the sources. */
  async init(...flags: readonly string[]): Promise<void> {
    mkdirSync(this.environment.TF_PLUGIN_CACHE_DIR ?? this.directory, { recursive: true });
    await this.run('init', '-input=false', '-no-color', '-upgrade', ...(flags.length > 0 ? flags : ['-reconfigure']));
  }

  async showPlan(file: string): Promise<unknown> {
    return JSON.parse(await this.run('show', '-json', '-no-color', file)) as unknown;
  }

  /** The state as it is stored; undefined when there is none. It may hold secrets: never print it. */
  async pullState(): Promise<string | undefined> {
    return (await this.run('state', 'pull')).trim() || undefined;
  }

  async pushState(file: string): Promise<void> {
    await this.run('state', 'push', file);
  }

  /** Takes a resource out of the state; it goes on existing, if it does. */
  async forget(address: string): Promise<void> {
    await this.run('state', 'rm', address);
  }

  /** Lets a resource that was not completely made be completed. @returns whether it was marked for replacement */
  async untaint(address: string): Promise<boolean> {
    return (await this.attempt('untaint', address)).exitCode === 0;
  }

  /** Takes an existing resource into the state. @returns why not, when it cannot */
  async importResource(address: string, id: string): Promise<string | undefined> {
    const { exitCode, stderr } = await this.attempt('import', '-no-color', '-input=false', address, id);
    return exitCode === 0 ? undefined : errorsIn(stderr);
  }

  async forceUnlock(lockId: string): Promise<string | undefined> {
    const { exitCode, stderr } = await this.attempt('force-unlock', '-force', '-no-color', lockId);
    return exitCode === 0 ? undefined : errorsIn(stderr);
  }

  /** Outputs that are not sensitive, by name. */
  async outputs(): Promise<Record<string, unknown>> {
    const all = JSON.parse(await this.run('output', '-json', '-no-color')) as Record<
      string,
      { sensitive: boolean; value: unknown }
    >;
    return Object.fromEntries(
      Object.entries(all).flatMap(([name, { sensitive, value }]) => (sensitive ? [] : [[name, value]])),
    );
  }

  /** One output, sensitive or not; undefined when there is none of that name. */
  async output<T>(name: string): Promise<T | undefined> {
    const all = JSON.parse(await this.run('output', '-json', '-no-color')) as Record<string, { value: T }>;
    return all[name]?.value;
  }

  private async run(...command: readonly string[]): Promise<string> {
    const { stdout, stderr, exitCode } = await this.attempt(...command);
    if (exitCode !== 0) throw this.failure(command[0] ?? '', stderr);
    return stdout;
  }

  private async attempt(...command: readonly string[]): Promise<{ stdout: string; stderr: string; exitCode: number }> {
    const { stdout, stderr, exitCode, code } = await execa('terraform', command, {
      cwd: this.directory,
      env: this.environment,
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      maxBuffer: 1 << 28,
      // Neither Ctrl-C in the terminal nor the end of this process may stop it while it holds the state's lock.
      detached: true,
      cleanup: false,
    });
    if (code === 'ENOENT') throw missingTerraform();
    return { stdout, stderr, exitCode: exitCode ?? 1 };
  }

  private failure(command: string, stderr: string): UserError {
    return new UserError({
      thing: `terraform ${command}`,
      rule: errorsIn(stderr),
      mend: `see all of it with: cd ${this.directory} && terraform ${command}`,
    });
  }
}

export const missingTerraform = (): UserError =>
  new UserError({
    thing: 'terraform',
    rule: 'is not installed, or not on the PATH',
    mend: 'install it: https://developer.hashicorp.com/terraform/install',
  });

/** Terraform's errors, a line each, without their frames and without the excerpts of the configuration. */
export function errorsIn(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.replace(/^[│╷╵]\s?/, '').trim());
  const errors: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('Error: ')) errors.push([line.replace('Error: ', '')]);
    else if (line && !/^\d+: /.test(line)) errors.at(-1)?.push(line);
  }
  if (errors.length === 0) return lines.filter(Boolean).join(' ') || 'failed without saying why';
  return errors.map((error) => error.join(' ')).join('\n  ');
}
