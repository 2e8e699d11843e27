import os from 'node:os';
import { platform } from '../../environments/platform';
import type { AwsAccount } from '../../scripts/aws/aws-account';
import type { CheckContext } from '../../scripts/checks/check';
import { findEnvironment } from '../../scripts/target';

/** An account in which everything is as it should be, except for what a test says. */
export const fakeAccount = (part: Partial<AwsAccount> = {}): AwsAccount => ({
  callerAccount: async () => '111122223333',
  callerArn: async () => 'arn:aws:sts::111122223333:assumed-role/nxloy-dev-deploy/pipeline',
  bucketExists: async () => true,
  readObject: async () => undefined,
  deleteObject: async () => undefined,
  readLock: async () => undefined,
  deleteLock: async () => undefined,
  secretHasValue: async () => true,
  readParameter: async () => JSON.stringify(Object.fromEntries(platform.images.map((image) => [image, 'sha256:0']))),
  writeParameter: async () => undefined,
  imageExists: async () => true,
  zoneId: async () => 'Z0123456789',
  zoneNameServers: async () => ['ns-1.example.com'],
  taggedResources: async () => [],
  ...part,
});

const versions: Readonly<Record<string, string>> = { node: 'v22.12.0', terraform: 'Terraform v1.11.4' };

/** Surroundings in which every check passes, except for what a test says. */
export const fakeContext = (part: Partial<CheckContext> = {}): CheckContext => ({
  now: new Date('2026-06-01T00:00:00Z'),
  tool: async (command) => versions[command] ?? `${command} 1.0`,
  environment: { ...findEnvironment('dev'), account: { id: '111122223333', alias: 'nxloy' } },
  stack: 'dev',
  directory: os.tmpdir(),
  account: fakeAccount(),
  variables: {},
  nameServers: async () => ['ns-1.example.com.'],
  reachCluster: async () => ({ state: 'answers' }),
  ...part,
});
