import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exclusively } from '../../scripts/busy';
import * as processes from '../../scripts/terraform/process';

jest.mock('../../scripts/terraform/process', () => {
  const actual = jest.requireActual<typeof processes>('../../scripts/terraform/process');
  return { ...actual, isAlive: jest.fn(actual.isAlive) };
});

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

const abandoned = (directory: string): void =>
  writeFileSync(
    path.join(directory, 'busy.json'),
    JSON.stringify({ pid: process.pid, started: 'another process', verb: 'deploy', since: '' }),
  );

test('what a killed verb left does not block the next one', async () => {
  const directory = folder();
  abandoned(directory);
  await expect(exclusively(directory, 'plan', async () => 'ran')).resolves.toBe('ran');
  expect(readdirSync(directory)).toEqual([]);
});

test('nor does a file that makes no sense, or a claim whose holder was killed', async () => {
  const directory = folder();
  writeFileSync(path.join(directory, 'busy.json'), '');
  writeFileSync(path.join(directory, 'busy.json.claim'), '');
  await expect(exclusively(directory, 'plan', async () => 'ran')).resolves.toBe('ran');
  expect(readdirSync(directory)).toEqual([]);
});

test('of two verbs that find the file of a killed one, one runs', async () => {
  const directory = folder();
  abandoned(directory);
  let finish = (): void => undefined;
  let first: Promise<void> | undefined;
  jest.mocked(processes.isAlive).mockImplementationOnce(() => {
    // The other verb is quicker: it takes the file between our look at it and our taking it.
    first = exclusively(directory, 'deploy', () => new Promise<void>((resolve) => (finish = resolve)));
    return false;
  });
  await expect(exclusively(directory, 'plan', async () => undefined)).rejects.toThrow('`infra deploy` runs');
  finish();
  await first;
  expect(readdirSync(directory)).toEqual([]);
});

test('one that finds the file gone after all takes it', async () => {
  const directory = folder();
  abandoned(directory);
  jest.mocked(processes.isAlive).mockImplementationOnce(() => {
    rmSync(path.join(directory, 'busy.json'));
    return false;
  });
  await expect(exclusively(directory, 'plan', async () => readdirSync(directory))).resolves.toEqual(['busy.json']);
});
