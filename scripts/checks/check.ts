import type { Environment } from '../../environments';
import type { AwsAccount } from '../aws/aws-account';
import type { Reach } from '../kubernetes/reach-cluster';
import type { Sandbox } from '../sandbox-mode';

/** Everything that a check may look at; tests hand in their own. */
export interface CheckContext {
  readonly now: Date;
  /** First line of what a tool prints; undefined when it is not installed. */
  tool(command: string, ...flags: readonly string[]): Promise<string | undefined>;
  readonly environment: Environment;
  /** Name of the stack, and its working directory. */
  readonly stack: string;
  readonly directory: string;
  /** @default - AWS itself */
  readonly sandbox?: Sandbox;
  readonly account: AwsAccount;
  /** Images that a plan runs, by repository. @default - no plan is looked at, but the record and the process's variable */
  readonly plannedImages?: Readonly<Record<string, string>>;
  /** Variables of the process. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Name servers that the world sees for a zone; none when it is not delegated. */
  nameServers(zone: string): Promise<string[]>;
  /** Whether a cluster of the environment can be reached from here. */
  readonly reachCluster: (cluster: string) => Promise<Reach>;
}

export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly message: string;
  /** What to do. @default - nothing is wrong */
  readonly mend?: string;
}

export interface Check {
  readonly name: string;
  run(context: CheckContext): Promise<readonly Finding[]>;
}

export const ok = (message: string): Finding => ({ level: 'ok', message });
export const warn = (message: string, mend: string): Finding => ({ level: 'warn', message, mend });
export const fail = (message: string, mend: string): Finding => ({ level: 'fail', message, mend });
