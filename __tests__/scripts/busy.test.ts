import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exclusively } from '../../scripts/busy';

const folder = (): string => mkdtempSync(path.join(os.tmpdir(), 'busy-'));

test('a second verb in the same folder is told who works there', async () => {
  const directory = folder();
  await exclusively(directory, 'deploy', async () => {
    await expect(exclusively(directory, 'plan', async () => undefined)).rejects.toThrow(
      new RegExp(`\`infra deploy\` runs on this machine as process ${process.pid}`),
    );
  });
});

test('the folder is free again afterwards, whatever happened', async () => {
  const directory = folder();
  await expect(exclusively(directory, 'deploy', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(path.join(directory, 'busy.json'))).toBe(false);
});

test('what a killed verb left does not block the next one', async () => {
  const directory = folder();
  writeFileSync(
    path.join(directory, 'busy.json'),
    JSON.stringify({ pid: process.pid, started: 'another process', verb: 'deploy', since: '' }),
  );
  await expect(exclusively(directory, 'plan', async () => 'ran')).resolves.toBe('ran');
});
