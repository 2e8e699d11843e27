import { execa, ExecaError } from 'execa';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

export interface InstallOptions {
  /** Where virtual environments are kept. @default - `nxloy-infrastructure` in the user's cache folder */
  readonly cacheDirectory?: string;
  /** Told about work that takes a while. @default - one line on stderr */
  readonly onProgress?: (line: string) => void;
}

// Right for the source, and for the bundle in `.build`, which lies as deep.
const sandbox = path.join(__dirname, '..', 'sandbox');

/** Folder of the Python package. */
export const simulatorSources = path.join(sandbox, 'simulator');

const requirements = path.join(sandbox, 'requirements.txt');

const defaultCache = (): string =>
  path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'nxloy-infrastructure');

const pythonIn = (environment: string): string => path.join(environment, 'bin', 'python');

/** What a person can do about a failed step. */
function mend(step: string, error: unknown): Error {
  if (!(error instanceof ExecaError)) return error as Error;
  const said = [error.stderr, error.stdout].filter(Boolean).join('\n').split('\n').slice(-12).join('\n');
  const advice =
    error.code === 'ENOENT'
      ? 'python3 is missing: install Python 3.10 or newer'
      : step === 'venv'
        ? "Python's venv module does not work: install it (Debian and Ubuntu: apt install python3-venv)"
        : 'pip could not install sandbox/requirements.txt: check the network, or the index that pip is configured for';
  return new Error(`cannot prepare the simulated AWS account: ${advice}.\n${said}`.trimEnd());
}

async function run(step: 'venv' | 'pip', command: string, args: readonly string[]): Promise<void> {
  try {
    await execa(command, args);
  } catch (error) {
    throw mend(step, error);
  }
}

/** Fills a folder of its own and renames it when complete: an interrupted or concurrent installation leaves no half one. */
async function install(target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}.`);
  try {
    await run('venv', 'python3', ['-m', 'venv', draft]);
    await run('pip', pythonIn(draft), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--requirement',
      requirements,
    ]);
    await rename(draft, target).catch((error) => {
      if (!existsSync(pythonIn(target))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Makes sure that the simulator's virtual environment exists, one for each content of requirements.txt.
 *
 * @returns path of its Python.
 */
export async function installSimulator(options: InstallOptions = {}): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const target = path.join(options.cacheDirectory ?? defaultCache(), `simulator-${hash}`);
  if (!existsSync(pythonIn(target))) {
    const progress = options.onProgress ?? ((line: string) => void process.stderr.write(`${line}\n`));
    progress(`Preparing the simulated AWS account in ${target} (once, about half a minute) …`);
    await install(target);
  }
  return pythonIn(target);
}
