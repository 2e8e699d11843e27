import { nxloyAccount } from './platform';
import type { EnvironmentInput } from './schema';

/** Where changes are tried first: cheap, small, and can be destroyed. */
export const dev: EnvironmentInput = {
  name: 'dev',
  account: nxloyAccount,
  region: 'us-east-2',
  backupRegion: 'us-west-2',
  owner: 'platform',
  costCenter: 'engineering',
  protection: 'none',
  delivery: { trigger: 'manual' },
  network: {
    cidr: '10.20.0.0/16',
    zones: ['us-east-2a', 'us-east-2b'],
    natGateways: 'single',
    interfaceEndpoints: [],
  },
  cluster: {
    version: '1.35',
    publicAccessCidrs: ['0.0.0.0/0'],
    administrators: [],
    nodeGroups: [{ name: 'general', instanceTypes: ['t4g.large'], capacity: 'spot', minimum: 2, maximum: 4 }],
  },
  database: {
    version: '17',
    instanceClass: 'db.t4g.micro',
    multiAz: false,
    readReplicas: 0,
    storage: 20,
    maximumStorage: 100,
    backupRetentionDays: 7,
    copyBackups: false,
  },
  cache: { version: '8.0', nodeType: 'cache.t4g.micro', nodes: 1 },
  storage: { cdn: 'none', backups: false },
  hosts: { zone: 'dev.nxloy.com', web: 'dev.nxloy.com', api: 'api.dev.nxloy.com', mobileWeb: 'm.dev.nxloy.com' },
  applications: {
    backend: { settings: { LOG_LEVEL: 'debug' } },
  },
  worker: { mode: 'inside-backend' },
  monitoring: { level: 'metrics', logRetentionDays: 14, emails: ['platform@nxloy.com'], monthlyBudget: 300 },
};
