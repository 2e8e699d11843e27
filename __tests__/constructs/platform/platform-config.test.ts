import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformVariable } from 'cdktf';
import { parse } from 'yaml';
import { PlatformConfig, type PlatformConfigProps } from '../../../constructs/platform/platform-config';
import { synthesize } from '../../support/synth';

const release = (props: Partial<PlatformConfigProps> = {}) =>
  synthesize((stack) => {
    new HelmProvider(stack, 'Helm');
    new PlatformConfig(stack, 'PlatformConfig', {
      namespace: 'nxloy',
      protection: 'none',
      environment: 'dev',
      region: 'eu-central-1',
      databaseHost: new TerraformVariable(stack, 'database', {}).stringValue,
      cacheHost: 'cache.example.com',
      publicSettings: { apiUrl: 'https://api.dev.nxloy.com' },
      kubernetesVersion: '1.35',
      after: [{ fqn: 'helm_release.external_secrets' }],
      ...props,
    });
  }).only('helm_release');

describe('PlatformConfig', () => {
  test('comes after the add-ons, and is recorded outside the namespace that it makes', () => {
    expect(release()).toMatchObject({
      name: 'platform-config',
      namespace: 'kube-system',
      create_namespace: false,
      depends_on: ['helm_release.external_secrets'],
    });
    expect(release().chart).toMatch(/^assets\/.*Chart-platform-config/);
  });

  test('names secrets and settings of its environment, and holds no value', () => {
    expect(parse(release().values[0])).toEqual({
      namespace: 'nxloy',
      podSecurityVersion: 'v1.35',
      region: 'eu-central-1',
      secrets: {
        database: 'nxloy/dev/database',
        databaseMaster: 'nxloy/dev/database-master',
        redis: 'nxloy/dev/redis',
        backend: 'nxloy/dev/backend',
        apiKeys: 'nxloy/dev/api-keys',
      },
      publicSettings: { apiUrl: 'https://api.dev.nxloy.com', environment: 'dev' },
    });
  });

  test('is not destroyed, and the namespace with it, where that has to be prevented', () => {
    expect(release()).not.toHaveProperty('lifecycle');
    expect(release({ protection: 'deletion-protection' })).not.toHaveProperty('lifecycle');
    expect(release({ protection: 'prevent-destroy' }).lifecycle).toEqual({ prevent_destroy: true });
  });

  test('leaves to Terraform what only AWS knows', () => {
    expect(release().values[1]).toBe(
      '${jsonencode({"database" = {"host" = var.database}, "cache" = {"host" = "cache.example.com"}})}',
    );
  });
});
