import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process that can be recognised later: ids are used again, an id together with its start is not. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** When the process of this id started, in the system's own terms; undefined when there is none (any more). */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // Field 22, counted behind the command's closing bracket; field 3 is the state. See proc(5).
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || undefined;
}

export const identify = (pid: number): ProcessIdentity => ({ pid, started: startOf(pid) ?? '' });

export const isAlive = ({ pid, started }: ProcessIdentity): boolean => {
  const start = startOf(pid);
  return start !== undefined && start === started;
};

/** Command lines of all processes of a group. */
function commandsOf(group: number): string[] {
  if (process.platform !== 'linux') {
    const lines = spawnSync('ps', ['-A', '-o', 'pgid=,command='], { encoding: 'utf8' }).stdout.split('\n');
    return lines.filter((line) => Number(line.trim().split(' ')[0]) === group);
  }
  return readdirSync('/proc').flatMap((name) => {
    try {
      // Field 5 is the group; see startOf().
      const fields = readFileSync(`/proc/${Number(name)}/stat`, 'utf8')
        .split(') ')
        .at(-1)
        ?.split(' ');
      return Number(fields?.[2]) === group ? [readFileSync(`/proc/${name}/cmdline`, 'utf8')] : [];
    } catch {
      // No process, or one that has just ended.
      return [];
    }
  });
}

/**
 * Ends what is left of the process group of a leader that was killed: Terraform's plugins do not notice its death. While
 * one of a group lives, no other process gets the group's number; but when all have ended, or after a restart of the
 * machine, another group may have it, so a plugin must be among them.
 */
export function endOrphans(leader: ProcessIdentity): void {
  if (startOf(leader.pid) !== undefined) return;
  if (!commandsOf(leader.pid).some((command) => command.includes('terraform-provider'))) return;
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}
