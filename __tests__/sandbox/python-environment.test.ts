import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type InstallOptions, pythonEnvironment } from '../../sandbox/python-environment';

const originalEnvironment = { ...process.env };
let folder: string;
let cacheDirectory: string;
let requirements: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'python-'));
  cacheDirectory = path.join(folder, 'cache');
  requirements = path.join(folder, 'requirements.txt');
  writeFileSync(requirements, 'moto==5.0.0\n');
});
afterEach(() => {
  process.env = { ...originalEnvironment };
});

/** Puts a python3 first on the PATH that notes its arguments; the one in the environments that it makes is a copy. */
function fakePython({ venv = '', pip = '' } = {}): void {
  const bin = path.join(folder, 'bin');
  const script = `#!/bin/sh
echo "$(basename "$0") $*" >> '${folder}/calls'
case "$*" in
  '-m venv '*) ${venv || 'mkdir "$3/bin" && cp "$0" "$3/bin/python"'} ;;
  '-m pip '*) ${pip || ':'} ;;
  *) exit 64 ;;
esac
`;
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'python3'), script);
  chmodSync(path.join(bin, 'python3'), 0o755);
  process.env.PATH = `${bin}${path.delimiter}${originalEnvironment.PATH}`;
}

const calls = (): string[] => readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n');

const prepare = (options: InstallOptions = {}): Promise<string> =>
  pythonEnvironment(
    { name: 'simulator', title: 'the simulated AWS account', requirements },
    { cacheDirectory, onProgress: () => undefined, ...options },
  );

/** The message that preparing fails with; nothing half-made may stay behind. */
async function failure(): Promise<string> {
  const error = await prepare().catch((reason: Error) => reason);
  expect(readdirSync(cacheDirectory)).toEqual([]);
  return (error as Error).message;
}

test('a virtual environment is made, and what is required installed into it', async () => {
  fakePython();
  const python = await prepare();
  expect(path.relative(cacheDirectory, python)).toMatch(/^simulator-[0-9a-f]{12}\/bin\/python$/);
  expect(existsSync(python)).toBe(true);
  expect(readdirSync(cacheDirectory)).toHaveLength(1);
  expect(calls()).toEqual([
    expect.stringMatching(/^python3 -m venv /),
    expect.stringMatching(/^python -m pip install .*--requirement /),
  ]);
  expect(calls()[1]).toContain(requirements);
});

test('what is there is used, without Python and without a word', async () => {
  fakePython();
  const python = await prepare();
  const onProgress = jest.fn();
  process.env.PATH = folder;
  expect(await prepare({ onProgress })).toBe(python);
  expect(onProgress).not.toHaveBeenCalled();
  expect(calls()).toHaveLength(2);
});

test('other requirements get an environment of their own, the same ones come back to theirs', async () => {
  fakePython();
  const before = await prepare();
  writeFileSync(requirements, 'moto==5.0.1\n');
  const after = await prepare();
  expect(after).not.toBe(before);
  expect(existsSync(before)).toBe(true);
  writeFileSync(requirements, 'moto==5.0.0\n');
  expect(await prepare()).toBe(before);
  expect(calls()).toHaveLength(4);
});

test('two programs at once share one environment, and leave no draft', async () => {
  fakePython();
  const [one, other] = await Promise.all([prepare(), prepare()]);
  expect(one).toBe(other);
  expect(existsSync(one)).toBe(true);
  expect(readdirSync(cacheDirectory)).toHaveLength(1);
  expect(calls().filter((line) => line.startsWith('python3'))).toHaveLength(2);
});

test('what takes a while is said beforehand', async () => {
  fakePython();
  const onProgress = jest.fn(() => expect(existsSync(path.join(folder, 'calls'))).toBe(false));
  await prepare({ onProgress });
  expect(onProgress.mock.calls).toEqual([
    [expect.stringMatching(/^Preparing the simulated AWS account in .*simulator-/)],
  ]);
});

test('without being told otherwise, it says so on stderr', async () => {
  fakePython();
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  await prepare({ onProgress: undefined });
  expect(write).toHaveBeenCalledWith(expect.stringMatching(/^Preparing the simulated AWS account .*\n$/));
  write.mockRestore();
});

test('environments are kept in the cache folder of the user', async () => {
  fakePython();
  process.env.XDG_CACHE_HOME = path.join(folder, 'xdg');
  const python = await prepare({ cacheDirectory: undefined });
  expect(path.dirname(path.dirname(path.dirname(python)))).toBe(path.join(folder, 'xdg', 'nxloy-infrastructure'));
});

describe('the mend is named', () => {
  test('when Python is missing', async () => {
    process.env.PATH = folder;
    expect(await failure()).toBe(
      'cannot prepare the simulated AWS account: python3 is missing: install Python 3.10 or newer.',
    );
  });

  test('when its venv module does not work', async () => {
    fakePython({ venv: 'mkdir "$3/bin"; echo "ensurepip is not available"; exit 1' });
    expect(await failure()).toMatch(
      /Python's venv module does not work: .*apt install python3-venv.*\nensurepip is not available$/,
    );
  });

  test('when pip fails, with the last of what it said', async () => {
    fakePython({ pip: 'seq 1 20 >&2; echo "No matching distribution" >&2; exit 1' });
    const message = await failure();
    expect(message).toMatch(/pip could not install \S*requirements\.txt: check the network/);
    expect(message).toMatch(/\n20\nNo matching distribution$/);
    expect(message.split('\n')).not.toContain('1');
  });
});

test('after a failure it can be tried again', async () => {
  fakePython({ pip: 'exit 1' });
  await expect(prepare()).rejects.toThrow('pip could not install');
  fakePython();
  expect(existsSync(await prepare())).toBe(true);
});

test('requirements that are missing are an error before anything is made', async () => {
  fakePython();
  requirements = path.join(folder, 'nowhere.txt');
  await expect(prepare()).rejects.toThrow('nowhere.txt');
  expect(existsSync(cacheDirectory)).toBe(false);
});

test('an environment whose Python is gone is made again', async () => {
  fakePython();
  const python = await prepare();
  rmSync(python);
  symlinkSync(path.join(folder, 'uninstalled'), python);
  expect(await prepare()).toBe(python);
  expect(existsSync(python)).toBe(true);
});
