import path from 'node:path';
import { type InstallOptions, pythonEnvironment } from './python-environment';

export type { InstallOptions } from './python-environment';

// Right for the source, and for the bundle in `.build`, which lies as deep.
const sandbox = path.join(__dirname, '..', 'sandbox');

/** Folder of the Python package. */
export const simulatorSources = path.join(sandbox, 'simulator');

const simulator = {
  name: 'simulator',
  title: 'the simulated AWS account',
  requirements: path.join(sandbox, 'requirements.txt'),
};

/**
 * Makes sure that the simulator's virtual environment exists.
 *
 * @returns path of its Python.
 */
export const installSimulator = (options: InstallOptions = {}): Promise<string> =>
  pythonEnvironment(simulator, options);
