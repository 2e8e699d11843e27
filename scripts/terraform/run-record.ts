import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ProcessIdentity } from './process';

/** What is written down when a Terraform that changes things starts, and removed when its end was seen. */
export interface RunRecord {
  readonly terraform: ProcessIdentity;
  /** Name of the journal, beside the record. */
  readonly journal: string;
  readonly operation: Operation;
  /** ISO time. */
  readonly startedAt: string;
  /** Id of the state lock that this run holds. @default - not known (yet) */
  readonly lockId?: string;
}

/** What Terraform was run for. */
export type Operation = 'plan' | 'apply' | 'destroy';

/** Where the record of a run lies. */
export const runFile = (directory: string): string => path.join(directory, 'run.json');

/** The run that was begun here and whose end was not seen; undefined when there is none. */
export const readRun = (directory: string): RunRecord | undefined =>
  existsSync(runFile(directory)) ? (JSON.parse(readFileSync(runFile(directory), 'utf8')) as RunRecord) : undefined;

export const writeRun = (directory: string, record: RunRecord): void =>
  writeFileSync(runFile(directory), `${JSON.stringify(record, undefined, 2)}\n`);

export const forgetRun = (directory: string): void => rmSync(runFile(directory), { force: true });
