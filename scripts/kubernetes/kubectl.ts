import { execa } from 'execa';
import { UserError } from '../errors';

/** Programs that reach a cluster, and where they come from. */
const installPages = {
  aws: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  helm: 'https://helm.sh/docs/intro/install/',
  kubectl: 'https://kubernetes.io/docs/tasks/tools/',
} as const;

export interface ToolOptions {
  /** Added to the process's own. @default - none */
  readonly variables?: NodeJS.ProcessEnv;
  /** What the program reads from its standard input. @default - nothing */
  readonly input?: string;
  /** Milliseconds after which it is ended. @default - it may take as long as it likes */
  readonly timeout?: number;
  /** Whether what it printed counts although it failed. @default false: a failure is an error */
  readonly despiteFailure?: boolean;
}

/**
 * Runs a program to its end and returns what it prints.
 *
 * @throws UserError when it is not installed, or with what it said when it failed
 */
export async function runTool(
  command: keyof typeof installPages,
  args: readonly string[],
  { variables = {}, input, timeout, despiteFailure = false }: ToolOptions = {},
): Promise<string> {
  const { exitCode, code, stdout, stderr } = await execa(command, args, {
    env: variables,
    reject: false,
    timeout,
    maxBuffer: 1 << 26,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
  });
  if (code === 'ENOENT')
    throw new UserError({
      thing: command,
      rule: 'is not installed, or not on the PATH',
      mend: `install it: ${installPages[command]}`,
    });
  if (exitCode !== 0 && !(despiteFailure && stdout))
    throw new UserError({
      thing: `${command} ${args.slice(0, 3).join(' ')}`,
      rule: stderr.trim() || `failed with exit code ${exitCode}`,
      mend: `see for yourself: ${command} ${args.join(' ')}`,
    });
  return stdout;
}

/** kubectl on one cluster, and on no other that its user may be signed in to. */
export class Kubectl {
  constructor(readonly kubeconfig: string) {}

  /** Runs a command, with `input` as its standard input, and returns what it prints. */
  run(command: readonly string[], input?: string): Promise<string> {
    return runTool('kubectl', command, { variables: { KUBECONFIG: this.kubeconfig }, input });
  }

  /** What `kubectl logs` finds; the logs of some containers count, although others have none. */
  logs(flags: readonly string[]): Promise<string> {
    const variables = { KUBECONFIG: this.kubeconfig };
    return runTool('kubectl', ['logs', ...flags], { variables, despiteFailure: true });
  }

  /** The objects that `kubectl get <query>` finds. */
  async list<T>(...query: readonly string[]): Promise<T[]> {
    return (JSON.parse(await this.run(['get', ...query, '--output', 'json'])) as { items: T[] }).items;
  }

  /** Every text that `kubectl get <query> --watch` prints while `action` runs. */
  async watch(query: readonly string[], action: () => Promise<void>): Promise<string[]> {
    const watching = execa('kubectl', ['get', ...query, '--watch'], {
      env: { KUBECONFIG: this.kubeconfig },
      reject: false,
      stdin: 'ignore',
    });
    try {
      await Promise.race([new Promise((resolve) => watching.stdout.once('data', resolve)), watching]);
      await action();
    } finally {
      watching.kill();
    }
    return (await watching).stdout.split('\n').filter(Boolean);
  }
}
