import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endOrphans, identify, isAlive, type ProcessIdentity } from '../../../scripts/terraform/process';

test('this process lives; one of the same id that started at another time does not', () => {
  expect(isAlive(identify(process.pid))).toBe(true);
  expect(isAlive({ pid: process.pid, started: 'another time' })).toBe(false);
});

/** A leader and, in its group, a process of the given name that outlives it. */
async function group(member: string): Promise<{ leader: ChildProcess; orphan: ProcessIdentity }> {
  const command = path.join(mkdtempSync(path.join(os.tmpdir(), 'process-')), member);
  symlinkSync(process.execPath, command);
  const leader = spawn('sh', ['-c', `${command} -e 'console.log(process.pid); setTimeout(() => 0, 60000)' & wait`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(leader.stdout!, 'data')) as [Buffer];
  return { leader, orphan: identify(Number(line.toString())) };
}

async function kill(leader: ChildProcess): Promise<void> {
  leader.kill('SIGKILL');
  await once(leader, 'exit');
}

test('a process that has ended is dead, and what it left in its group is ended with it', async () => {
  const { leader, orphan } = await group('terraform-provider-aws_v6.22.1');
  const identity = identify(leader.pid!);
  endOrphans(identity);
  expect(isAlive(orphan)).toBe(true);
  await kill(leader);
  expect(isAlive(identity)).toBe(false);
  expect(isAlive(orphan)).toBe(true);
  endOrphans(identity);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isAlive(orphan)).toBe(false);
});

test("a group without a plugin is somebody else's, whose number is the same", async () => {
  const { leader, orphan } = await group('editor');
  await kill(leader);
  endOrphans(identify(leader.pid!));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isAlive(orphan)).toBe(true);
  process.kill(orphan.pid, 'SIGKILL');
});
