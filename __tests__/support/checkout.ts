import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import type { Simulator } from '../../sandbox/simulator';
import { readJournal } from '../../scripts/terraform/journal';
import { readRun } from '../../scripts/terraform/run-record';

const projectRoot = path.join(__dirname, '..', '..');

/** What a command needs of the project; everything else is left behind by whoever worked in it before. */
const sources = [
  'bin',
  'cdktf.json',
  'charts',
  'constructs',
  'environments',
  'main.ts',
  'package.json',
  'sandbox',
  'scripts',
  'stacks',
  'tsconfig.json',
];

const entriesOf = (folder: string): string[] =>
  existsSync(folder) && statSync(folder).isDirectory()
    ? readdirSync(folder).map((name) => path.join(folder, name))
    : [];

/** The journals of all `apply`s of a stack. What lies deeper comes and goes while a command synthesizes. */
const applyJournals = (workingDirectory: string): string[] =>
  entriesOf(workingDirectory).filter((file) => /^apply-\d+\.jsonl$/.test(path.basename(file)));

/** How a command ended. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  /** Messages and progress. */
  readonly stderr: string;
}

/** A command that may still run. */
export interface Running {
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
}

/** The project as one person has it, in a folder of its own: sources can be changed, commands run as people run them. */
export class Checkout {
  readonly directory = mkdtempSync(path.join(os.tmpdir(), 'nxloy-checkout-'));

  /** @param account where the commands work; without one they would reach for AWS */
  constructor(private readonly account?: Pick<Simulator, 'endpoint'>) {
    for (const name of sources)
      cpSync(path.join(projectRoot, name), path.join(this.directory, name), { recursive: true });
    symlinkSync(path.join(projectRoot, 'node_modules'), path.join(this.directory, 'node_modules'));
  }

  /** Where `infra` keeps what belongs to a stack. */
  workingDirectory(stack: string): string {
    const port = new URL(this.account?.endpoint ?? '').port;
    return path.join(this.directory, '.infra', '.sandbox', port, stack);
  }

  /** Changes a source file as a person would. */
  edit(file: string, from: string | RegExp, to: string): void {
    const whole = path.join(this.directory, file);
    const before = readFileSync(whole, 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} does not contain ${from}`);
    writeFileSync(whole, after);
  }

  /** Journals of what ended before the command that was started last. */
  private earlier: readonly string[] = [];

  /** Starts `infra <args>`; there is no terminal. */
  start(...args: readonly string[]): Running {
    return this.startWith({}, args);
  }

  private startWith(variables: NodeJS.ProcessEnv, args: readonly string[]): Running {
    const ports = entriesOf(path.join(this.directory, '.infra', '.sandbox'));
    this.earlier = ports.flatMap(entriesOf).flatMap(applyJournals);
    const command = execa(process.execPath, [path.join('bin', 'infra.js'), ...args], {
      cwd: this.directory,
      env: { ...this.environment, ...variables },
      reject: false,
      stdin: 'ignore',
      forceKillAfterDelay: false,
    });
    return {
      ended: command.then(({ exitCode, stdout, stderr }) => ({ exitCode, stdout, stderr })),
      kill: (signal) => void command.kill(signal),
    };
  }

  /** Runs `infra <args>` to its end. */
  infra(...args: readonly string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  /** Runs `infra <args>` to its end, with other environment variables. */
  infraWith(variables: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended> {
    return this.startWith(variables, args).ended;
  }

  /** Plans, and returns what `deploy` needs to apply exactly that without a terminal. */
  async approve(environment: string): Promise<readonly string[]> {
    const { exitCode, stdout, stderr } = await this.infra('plan', environment, '--json');
    if (exitCode !== 2 && exitCode !== 3) throw new Error(`infra plan ended with ${exitCode}:\n${stdout}\n${stderr}`);
    return ['deploy', environment, '--yes', (JSON.parse(stdout) as { planDigest: string }).planDigest];
  }

  /** Plans and applies. */
  async deploy(environment: string): Promise<Ended> {
    return this.infra(...(await this.approve(environment)));
  }

  /** Addresses of what the command that was started last has made of a stack so far. */
  made(stack: string): string[] {
    return this.completed(stack, 'create');
  }

  /** Addresses of what the command that was started last has changed of a stack so far. */
  changed(stack: string): string[] {
    return this.completed(stack, 'update');
  }

  /** Kills the Terraform that works on a stack, with its plugins, as a machine does that runs out of memory. */
  killTerraform(stack: string): void {
    const record = readRun(this.workingDirectory(stack));
    if (!record) throw new Error(`no Terraform works on ${stack}`);
    process.kill(-record.terraform.pid, 'SIGKILL');
  }

  private completed(stack: string, action: string): string[] {
    return applyJournals(this.workingDirectory(stack))
      .filter((file) => !this.earlier.includes(file))
      .flatMap(readJournal)
      .flatMap((event) => (event.type === 'apply_complete' && event.action === action ? [event.address] : []));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** One copy of the plugins serves all checkouts; whoever runs the tests may be signed in to AWS. */
  get environment(): NodeJS.ProcessEnv {
    return {
      INFRA_SANDBOX_ENDPOINT: this.account?.endpoint ?? '',
      TF_PLUGIN_CACHE_DIR: process.env.TF_PLUGIN_CACHE_DIR ?? path.join(projectRoot, '.infra', 'plugins'),
      AWS_ACCESS_KEY_ID: '',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PROFILE: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      CI: 'true',
      DEBUG: '',
      NO_COLOR: '1',
      STACKS: '',
    };
  }
}
