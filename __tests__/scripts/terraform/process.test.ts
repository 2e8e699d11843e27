import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endOrphans, identify, isAlive } from '../../../scripts/terraform/process';

test('this process lives; one of the same id that started at another time does not', () => {
  expect(isAlive(identify(process.pid))).toBe(true);
  expect(isAlive({ pid: process.pid, started: 'another time' })).toBe(false);
});

test('a process that has ended is dead, and what it left in its group is ended with it', async () => {
  const leader = spawn('sh', ['-c', 'sleep 60 & echo $!; wait'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(leader.stdout!, 'data')) as [Buffer];
  const identity = identify(leader.pid!);
  const orphan = identify(Number(line.toString()));
  endOrphans(identity);
  expect(isAlive(orphan)).toBe(true);
  leader.kill('SIGKILL');
  await once(leader, 'exit');
  expect(isAlive(identity)).toBe(false);
  expect(isAlive(orphan)).toBe(true);
  endOrphans(identity);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isAlive(orphan)).toBe(false);
});
