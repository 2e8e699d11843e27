import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { execa, ExecaError } from 'execa';

export interface InstallOptions {
  /** Where virtual environments are kept. @default - `nxloy-infrastructure` in the user's cache folder */
  readonly cacheDirectory?: string;
  /** Told about work that takes a while. @default - one line on stderr */
  readonly onProgress?: (line: string) => void;
}

/** Something written in Python that runs in a virtual environment of its own. */
export interface PythonProgram {
  /** Begins the folder's name, such as `simulator`. */
  readonly name: string;
  /** What it is called in messages, such as `the simulated AWS account`. */
  readonly title: string;
  /** Path of its requirements.txt, with every version pinned. */
  readonly requirements: string;
}

/** Where what was fetched or built once is kept. */
export const defaultCache = (): string =>
  path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'nxloy-infrastructure');

const pythonIn = (environment: string): string => path.join(environment, 'bin', 'python');

/** What a person can do about a failed step. */
function mend(program: PythonProgram, step: 'venv' | 'pip', error: unknown): Error {
  if (!(error instanceof ExecaError)) return error as Error;
  const said = [error.stderr, error.stdout].filter(Boolean).join('\n').split('\n').slice(-12).join('\n');
  const file = path.relative(path.join(__dirname, '..'), program.requirements);
  const advice =
    error.code === 'ENOENT'
      ? 'python3 is missing: install Python 3.10 or newer'
      : step === 'venv'
        ? "Python's venv module does not work: install it (Debian and Ubuntu: apt install python3-venv)"
        : `pip could not install ${file}: check the network, or the index that pip is configured for`;
  return new Error(`cannot prepare ${program.title}: ${advice}.\n${said}`.trimEnd());
}

/** Fills a folder of its own and renames it when complete: an interrupted or concurrent installation leaves no half one. */
async function install(program: PythonProgram, target: string): Promise<void> {
  const run = async (step: 'venv' | 'pip', command: string, args: readonly string[]): Promise<void> => {
    await execa(command, args).catch((error: unknown) => {
      throw mend(program, step, error);
    });
  };
  await mkdir(path.dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}.`);
  try {
    await run('venv', 'python3', ['-m', 'venv', draft]);
    const flags = ['--quiet', '--disable-pip-version-check', '--requirement', program.requirements];
    await run('pip', pythonIn(draft), ['-m', 'pip', 'install', ...flags]);
    // Its Python is gone, as after an upgrade of the system's.
    if (!existsSync(pythonIn(target))) await rm(target, { recursive: true, force: true });
    await rename(draft, target).catch((error) => {
      if (!existsSync(pythonIn(target))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Makes sure that a program's virtual environment exists, one for each content of its requirements.txt.
 *
 * @returns path of its Python.
 * @throws Error that names the mend when Python, its venv module or pip is missing.
 */
export async function pythonEnvironment(program: PythonProgram, options: InstallOptions = {}): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(program.requirements))
    .digest('hex')
    .slice(0, 12);
  const target = path.join(options.cacheDirectory ?? defaultCache(), `${program.name}-${hash}`);
  if (!existsSync(pythonIn(target))) {
    const progress = options.onProgress ?? ((line: string) => void process.stderr.write(`${line}\n`));
    progress(`Preparing ${program.title} in ${target} (once, about half a minute) …`);
    await install(program, target);
  }
  return pythonIn(target);
}
