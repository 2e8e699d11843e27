import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from './errors';
import { duration } from './terraform/duration';
import { identify, isAlive, type ProcessIdentity } from './terraform/process';

interface Holder extends ProcessIdentity {
  readonly verb: string;
  readonly since: string;
}

/** Stands for whoever wrote a file that makes no sense: creating one is atomic, so nobody is still writing it. */
const nobody: Holder = { pid: 0, started: '', verb: '', since: '' };

/** Who a file says has it; undefined when there is no such file. */
function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : nobody;
  }
}

/** Makes a file, with its content, in one step. @returns false when it exists */
function create(file: string, own: Holder): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/**
 * Takes the file, or says who has it. A file of a process that has ended is replaced, by whoever holds the claim on it,
 * and by nobody else: of several that find it, one wins.
 */
function take(file: string, own: Holder): Holder | undefined {
  if (create(file, own)) return undefined;
  const holder = read(file);
  if (holder && isAlive(holder)) return holder;
  const claim = `${file}.claim`;
  const rival = take(claim, own);
  if (rival) return rival;
  const now = read(file);
  if (now && !isAlive(now)) {
    renameSync(claim, file);
    return undefined;
  }
  // Another one replaced it, or has ended already, between the first look and the claim.
  rmSync(claim);
  return now ?? take(file, own);
}

/** Runs `action` while no other verb of this machine works in the same folder. */
export async function exclusively<T>(directory: string, verb: string, action: () => Promise<T>): Promise<T> {
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, 'busy.json');
  const holder = take(file, { ...identify(process.pid), verb, since: new Date().toISOString() });
  if (holder)
    throw new UserError({
      thing: `stack ${path.basename(directory)}`,
      rule: `is being worked on: \`infra ${holder.verb}\` runs on this machine as process ${holder.pid}, since ${holder.since} (for ${duration(Date.now() - Date.parse(holder.since))})`,
      mend: 'wait for it to end, or stop it with Ctrl-C in its terminal',
    });
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}
