import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { environments, validateEnvironments } from '../environments';
import { stackCatalog } from '../stacks/catalog';

const root = path.dirname(__dirname);
const names = [...stackCatalog(validateEnvironments(environments)).keys()];
let outdir: string;

beforeEach(() => (outdir = path.join(mkdtempSync(path.join(tmpdir(), 'nxloy-main-')), 'out')));
afterEach(() => rmSync(path.dirname(outdir), { recursive: true }));

const app = (env: Record<string, string>, entry = 'main.ts') =>
  execa('node', ['bin/run.js', entry], { cwd: root, env: { CDKTF_OUTDIR: outdir, ...env }, reject: false });

test('synthesizes every stack, and no path or time into any of them', async () => {
  const { exitCode } = await app({});
  expect(exitCode).toBe(0);
  const stacks = readdirSync(path.join(outdir, 'stacks'));
  expect(stacks.sort()).toEqual([...names].sort());
  for (const stack of stacks) {
    const text = readFileSync(path.join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8');
    expect(text).not.toContain(root);
    expect(text).not.toMatch(/\b20\d\d-\d\d-\d\dT/);
  }
});

test('STACKS limits what is built', async () => {
  expect((await app({ STACKS: 'dev, bootstrap' })).exitCode).toBe(0);
  expect(readdirSync(path.join(outdir, 'stacks')).sort()).toEqual(['bootstrap', 'dev']);
});

test('an unknown stack name lists the valid ones and writes nothing', async () => {
  const { exitCode, stderr } = await app({ STACKS: 'production' });
  expect(exitCode).toBe(1);
  expect(stderr).toBe(`STACKS names unknown stacks: production. Valid: ${names.join(', ')}`);
  expect(existsSync(outdir)).toBe(false);
});

test('DEBUG shows where it went wrong', async () => {
  expect((await app({ STACKS: 'production', DEBUG: '1' })).stderr).toMatch(/at selectStacks/);
});
