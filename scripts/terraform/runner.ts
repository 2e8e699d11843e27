import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { TerraformEvent } from './events';
import { followJournal, readJournal } from './journal';
import { leftBehind } from './left-behind';
import { identify, isAlive } from './process';
import { forgetRun, type Operation, type RunRecord, writeRun } from './run-record';
import { missingTerraform, type Terraform } from './terraform';

const journalsKept = 20;

export interface RunProps {
  readonly operation: Operation;
  /** What follows `terraform <command> -json`. */
  readonly flags: readonly string[];
  readonly observe: (event: TerraformEvent) => void;
  /** Tells the person something that is no event. */
  readonly say: (line: string) => void;
  /** Id of the state lock, asked once when it is surely held. */
  readonly readLockId: () => Promise<string | undefined>;
}

export interface RunResult {
  readonly exitCode: number;
  /** Whether a signal asked it to stop. */
  readonly interrupted: boolean;
  readonly events: readonly TerraformEvent[];
  /** Whatever Terraform wrote beside its event stream. */
  readonly stderr: string;
}

/** Name of the next journal, such as `apply-3.jsonl`; drops the oldest ones. */
function nextJournal(directory: string, operation: Operation): string {
  const numbers = readdirSync(directory).flatMap((name) => Number(/^[a-z]+-(\d+)\.jsonl$/.exec(name)?.[1] ?? []));
  const next = Math.max(0, ...numbers) + 1;
  for (const name of readdirSync(directory)) {
    const number = Number(/^[a-z]+-(\d+)\.jsonl/.exec(name)?.[1] ?? next);
    if (number <= next - journalsKept) rmSync(path.join(directory, name));
  }
  return `${operation}-${next}.jsonl`;
}

/**
 * Starts Terraform in a process group of its own, writing to files: neither Ctrl-C in the terminal nor the end of this
 * process reaches it, so it always gets to save its state and to release its lock.
 */
function start(terraform: Terraform, journal: string, command: readonly string[]): ChildProcess {
  const out = openSync(journal, 'w');
  const err = openSync(`${journal}.err`, 'w');
  try {
    return spawn('terraform', [...command], {
      cwd: terraform.directory,
      env: terraform.environment,
      detached: true,
      stdio: ['ignore', out, err],
    });
  } finally {
    closeSync(out);
    closeSync(err);
  }
}

/** Passes the first request to stop on to Terraform, as the one signal that it answers by finishing in good order. */
function passSignals(pid: number, say: (line: string) => void): { interrupted: () => boolean; release: () => void } {
  let count = 0;
  const stop = (): void => {
    count += 1;
    if (count > 1)
      return say('Still stopping: what is being made is waited for, so that it is not lost from the state.');
    say(
      'Stopping: Terraform finishes what it is making, saves the state and releases the lock. This can take minutes.',
    );
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // It ended in this very moment.
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  signals.forEach((signal) => process.on(signal, stop));
  return {
    interrupted: () => count > 0,
    release: () => signals.forEach((signal) => process.off(signal, stop)),
  };
}

const commandOf: Record<Operation, string> = { plan: 'plan', apply: 'apply', destroy: 'apply' };

/** Runs one of Terraform's long operations to its end, following its journal. */
export async function runTerraform(terraform: Terraform, props: RunProps): Promise<RunResult> {
  const { directory } = terraform;
  const journal = nextJournal(directory, props.operation);
  const file = path.join(directory, journal);
  const startedAt = new Date().toISOString();
  const child = start(terraform, file, [commandOf[props.operation], '-json', '-input=false', ...props.flags]);
  let exit: { code: number | null } | undefined;
  const failed = new Promise<never>((_, reject) => child.once('error', () => reject(missingTerraform())));
  const ended = new Promise<void>((resolve) =>
    child.once('exit', (code) => {
      exit = { code };
      resolve();
    }),
  );
  await Promise.race([failed, new Promise<void>((resolve) => child.once('spawn', resolve))]);

  const record: RunRecord = { terraform: identify(child.pid!), journal, operation: props.operation, startedAt };
  writeRun(directory, record);
  const signals = passSignals(child.pid!, props.say);
  const events: TerraformEvent[] = [];
  try {
    const noteLock = once(async () => {
      const lockId = await props.readLockId();
      if (lockId && !exit) writeRun(directory, { ...record, lockId });
    });
    await followJournal(
      file,
      () => exit !== undefined,
      (event) => {
        events.push(event);
        props.observe(event);
        if (event.type !== 'version' && event.type !== 'diagnostic') noteLock();
      },
    );
    await ended;
    // Killed from outside, or unable to tidy up: the record stays, for the next run mends what this one left.
    if (exit?.code !== null && !leftBehind(directory, props.operation, events)) forgetRun(directory);
    return {
      exitCode: exit?.code ?? 1,
      interrupted: signals.interrupted(),
      events,
      stderr: readFileSync(`${file}.err`, 'utf8'),
    };
  } finally {
    signals.release();
  }
}

/** Follows a Terraform whose own follower is gone, to its end. */
export async function followRun(
  directory: string,
  record: RunRecord,
  props: Pick<RunProps, 'observe' | 'say'>,
): Promise<readonly TerraformEvent[]> {
  const file = path.join(directory, record.journal);
  const signals = passSignals(record.terraform.pid, props.say);
  try {
    await followJournal(file, () => !isAlive(record.terraform), props.observe);
    return readJournal(file);
  } finally {
    signals.release();
  }
}

/** `action` at the first call only; its failure is of no consequence. */
function once(action: () => Promise<void>): () => void {
  let called = false;
  return () => {
    if (called) return;
    called = true;
    action().catch(() => undefined);
  };
}
