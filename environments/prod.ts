import { nxloyAccount } from './platform';
import type { EnvironmentInput } from './schema';

/** What customers use: every tier survives the loss of a zone, data survives the loss of the region. */
export const prod: EnvironmentInput = {
  name: 'prod',
  account: nxloyAccount,
  region: 'us-east-2',
  backupRegion: 'us-west-2',
  owner: 'platform',
  costCenter: 'production',
  protection: 'prevent-destroy',
  delivery: { trigger: 'merge', branch: 'main', approval: true },
  network: {
    cidr: '10.40.0.0/16',
    zones: ['us-east-2a', 'us-east-2b', 'us-east-2c'],
    natGateways: 'per-zone',
    interfaceEndpoints: ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'sts'],
  },
  cluster: {
    version: '1.35',
    publicAccessCidrs: [],
    administrators: [],
    nodeGroups: [
      { name: 'general', instanceTypes: ['m7g.large'], capacity: 'on-demand', minimum: 3, maximum: 12 },
      {
        name: 'workers',
        instanceTypes: ['m7g.large', 'm6g.large', 'r7g.large'],
        capacity: 'spot',
        minimum: 0,
        maximum: 6,
        dedicatedTo: 'workers',
      },
    ],
  },
  database: {
    version: '17',
    instanceClass: 'db.m7g.large',
    multiAz: true,
    readReplicas: 2,
    storage: 100,
    maximumStorage: 1000,
    backupRetentionDays: 30,
    copyBackups: true,
  },
  cache: { version: '8.0', nodeType: 'cache.m7g.large', nodes: 2 },
  storage: { cdn: 'cloudfront-waf', backups: true },
  hosts: {
    zone: 'nxloy.com',
    web: 'app.nxloy.com',
    api: 'api.nxloy.com',
    mobileWeb: 'm.nxloy.com',
    assets: 'assets.nxloy.com',
  },
  applications: {
    backend: {
      size: {
        replicas: { minimum: 3, maximum: 10, cpu: 70, memory: 80 },
        minimumAvailable: 2,
        requests: { cpu: '500m', memory: '512Mi' },
        limits: { cpu: '1', memory: '1Gi' },
      },
    },
    web: { size: { replicas: { minimum: 3, maximum: 8, cpu: 70 } } },
  },
  worker: { mode: 'inside-backend' },
  monitoring: { level: 'full', logRetentionDays: 365, emails: ['platform@nxloy.com'], monthlyBudget: 3000 },
};
