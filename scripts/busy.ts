import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from './errors';
import { duration } from './terraform/duration';
import { identify, isAlive, type ProcessIdentity } from './terraform/process';

interface Holder extends ProcessIdentity {
  readonly verb: string;
  readonly since: string;
}

const read = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

/** Takes the file, or says who has it. A file of a process that has ended counts as free. */
function take(file: string, own: Holder): Holder | undefined {
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
    return undefined;
  } catch {
    const holder = read(file);
    if (holder && isAlive(holder)) return holder;
    rmSync(file, { force: true });
    return take(file, own);
  }
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
