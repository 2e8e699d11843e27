import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa, type ResultPromise } from 'execa';
import { dummyCredentials } from './derive';
import { installSimulator, type InstallOptions, simulatorSources } from './simulator-install';

export interface SimulatorOptions extends InstallOptions {
  /** Twelve digits of the account that is simulated. */
  readonly accountId: string;
  /** Port on 127.0.0.1. @default 0: one that is free */
  readonly port?: number;
  /** Region of clients that name none. @default - none is set */
  readonly region?: string;
}

/** Something that exists in the simulated account and was not there by default. */
export interface InventoryItem {
  /** AWS service such as `ec2`. */
  readonly service: string;
  /** Kind within the service such as `vpcs`. */
  readonly type: string;
  readonly region: string;
  readonly ids: readonly string[];
}

/** An API action that was performed, and how often. */
export interface PerformedAction {
  /** As IAM policies name it, such as `s3:PutObject`. */
  readonly action: string;
  /** ARN, or `*` where the request does not name one. */
  readonly resource: string;
  readonly count: number;
}

/** Something that goes wrong with the next matching requests. */
export interface Fault {
  /** Matching actions, with `*` as in IAM policies: `ec2:Create*`. */
  readonly action: string;
  /** What happens to them. @default - nothing but `delayMs` */
  readonly kind?: 'throttling' | 'server-error' | 'expired-credentials' | 'access-denied';
  /** How many requests it happens to. @default - all, until reset */
  readonly times?: number;
  /** How long each waits. @default 0 */
  readonly delayMs?: number;
}

/** A running simulated AWS account. */
export interface Simulator {
  /** Such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /** What points Terraform, SDKs and the AWS CLI at it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Everything that exists, except what AWS puts into every account. */
  inventory(): Promise<InventoryItem[]>;
  /** Every API action performed since the start, or since the last reset. */
  actions(): Promise<PerformedAction[]>;
  /** Operations that were asked for and that the simulator has not got. */
  unimplemented(): Promise<string[]>;
  /** Makes the next matching requests fail or wait. */
  fault(fault: Fault): Promise<void>;
  /** Faults that have not struck as often as ordered. */
  pendingFaults(): Promise<Fault[]>;
  /** Forgets faults that are still pending; what exists stays. */
  clearFaults(): Promise<void>;
  /** Empties the account, and forgets faults and actions. */
  reset(): Promise<void>;
  /** Ends the process; everything in the account is gone. */
  stop(): Promise<void>;
}

const start = (python: string, options: SimulatorOptions): ResultPromise =>
  execa(python, ['-m', 'simulator', '--port', String(options.port ?? 0)], {
    cwd: path.dirname(simulatorSources),
    // The simulator ends when this pipe closes, so that it never outlives whoever started it.
    stdin: 'pipe',
    buffer: false,
    reject: false,
    env: {
      MOTO_ACCOUNT_ID: options.accountId,
      PYTHONPYCACHEPREFIX: path.join(path.dirname(path.dirname(python)), 'pycache'),
    },
  });

/** The address that the simulator prints once it answers. */
async function firstLine(server: ResultPromise): Promise<string> {
  const errors: string[] = [];
  createInterface({ input: server.stderr! }).on('line', (line) =>
    errors.splice(0, Math.max(0, errors.push(line) - 40)),
  );
  const line = once(createInterface({ input: server.stdout! }), 'line').then(([text]) => String(text));
  const ended = server.then(() => {
    throw new Error(`the simulated AWS account did not start:\n${errors.join('\n')}`);
  });
  return Promise.race([line, ended]);
}

const clientEnvironment = (endpoint: string, region: string | undefined): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: dummyCredentials.access_key,
  AWS_SECRET_ACCESS_KEY: dummyCredentials.secret_key,
  AWS_SESSION_TOKEN: '',
  AWS_PROFILE: '',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  ...(region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
});

/** Asks the running simulator about itself. */
async function control(
  endpoint: string,
  method: 'GET' | 'POST' | 'DELETE',
  name: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${endpoint}/_nxloy/${name}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`the simulator refused ${method} ${name}: ${await response.text()}`);
  return response.json();
}

/**
 * Starts a simulated AWS account on this machine; the first time it installs what that needs, which takes half a minute.
 *
 * @throws Error that names the mend when Python, its venv module or pip is missing.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const server = start(await installSimulator(options), options);
  const endpoint = await firstLine(server);
  return {
    endpoint,
    environment: clientEnvironment(endpoint, options.region),
    inventory: async () => (await control(endpoint, 'GET', 'inventory')) as InventoryItem[],
    actions: async () => (await control(endpoint, 'GET', 'actions')) as PerformedAction[],
    unimplemented: async () => (await control(endpoint, 'GET', 'unimplemented')) as string[],
    fault: async (fault) => void (await control(endpoint, 'POST', 'faults', fault)),
    pendingFaults: async () => (await control(endpoint, 'GET', 'faults')) as Fault[],
    clearFaults: async () => void (await control(endpoint, 'DELETE', 'faults')),
    reset: async () => void (await control(endpoint, 'POST', 'reset')),
    stop: async () => {
      server.kill();
      await server;
    },
  };
}
