import { nxloyAccount } from './platform';
import type { EnvironmentInput } from './schema';

/** Mirrors prod in kind, smaller in size: what passes here must pass there. */
export const staging: EnvironmentInput = {
  name: 'staging',
  account: nxloyAccount,
  region: 'us-east-2',
  backupRegion: 'us-west-2',
  owner: 'platform',
  costCenter: 'engineering',
  protection: 'deletion-protection',
  delivery: { trigger: 'merge', branch: 'develop', approval: false },
  network: {
    cidr: '10.30.0.0/16',
    zones: ['us-east-2a', 'us-east-2b', 'us-east-2c'],
    natGateways: 'single',
    interfaceEndpoints: ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'sts'],
  },
  cluster: {
    version: '1.35',
    publicAccessCidrs: ['0.0.0.0/0'],
    administrators: [],
    nodeGroups: [{ name: 'general', instanceTypes: ['m7g.large'], capacity: 'on-demand', minimum: 3, maximum: 6 }],
  },
  database: {
    version: '17',
    instanceClass: 'db.t4g.medium',
    multiAz: true,
    readReplicas: 0,
    storage: 50,
    maximumStorage: 200,
    backupRetentionDays: 7,
    copyBackups: false,
  },
  cache: { version: '8.0', nodeType: 'cache.t4g.small', nodes: 2 },
  storage: { cdn: 'cloudfront', backups: true },
  hosts: {
    zone: 'staging.nxloy.com',
    web: 'staging.nxloy.com',
    api: 'api.staging.nxloy.com',
    mobileWeb: 'm.staging.nxloy.com',
    assets: 'assets.staging.nxloy.com',
  },
  applications: {},
  worker: { mode: 'inside-backend' },
  monitoring: { level: 'full', logRetentionDays: 30, emails: ['platform@nxloy.com'], monthlyBudget: 900 },
};
