import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

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

/**
 * Ends what is left of the process group of a leader that was killed: Terraform's plugins do not notice its death. While
 * one of a group lives, no other process gets the group's number, so that none but these can be hit.
 */
export function endOrphans(leader: ProcessIdentity): void {
  if (startOf(leader.pid) !== undefined) return;
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}
