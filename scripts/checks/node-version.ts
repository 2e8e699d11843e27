import semver from 'semver';
import { engines } from '../../package.json';
import { type Check, fail, ok } from './check';

export const nodeVersion: Check = {
  name: 'node',
  run: async ({ tool }) => {
    const version = semver.coerce(await tool('node', '--version'))?.version ?? 'unknown';
    return semver.satisfies(version, engines.node)
      ? [ok(`Node ${version}`)]
      : [fail(`Node ${version} is outside ${engines.node}`, 'install Node 22: https://nodejs.org/en/download')];
  },
};
