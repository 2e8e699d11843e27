import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';

const root = path.join(__dirname, '..', '..');
let project: string;
beforeEach(() => {
  project = mkdtempSync(path.join(os.tmpdir(), 'run-'));
  cpSync(path.join(root, 'bin'), path.join(project, 'bin'), { recursive: true });
  cpSync(path.join(root, 'package.json'), path.join(project, 'package.json'));
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  source('word.ts', "export const word: string = 'first';");
  source('entry.ts', "import { word } from './word';\nconsole.log(word);");
});
afterEach(() => rmSync(project, { recursive: true }));

const source = (name: string, text: string): void => writeFileSync(path.join(project, name), text);
const run = () => execa('node', ['bin/run.js', 'entry.ts'], { cwd: project, reject: false });

test('runs TypeScript, again without bundling, and anew when any source changed', async () => {
  expect((await run()).stdout).toBe('first');
  rmSync(path.join(project, 'node_modules'));
  expect((await run()).stdout).toBe('first');
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  source('word.ts', "export const word: string = 'second';");
  expect((await run()).stdout).toBe('second');
});

test('refuses a key that stands twice: the first one would be lost in silence', async () => {
  source('word.ts', 'export const word = { a: 1, a: 2 };');
  const { exitCode, stderr } = await run();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Duplicate key "a"');
});

test('says what does not compile, without a stack trace, and leaves no bundle', async () => {
  source('word.ts', 'export const word = ;');
  const { exitCode, stderr } = await run();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('word.ts:1:20');
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(existsSync(path.join(project, '.build', 'entry.js'))).toBe(false);
});
