import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { parse } from 'yaml';
import { Migrations, type MigrationsProps } from '../../../constructs/workloads/migrations';
import { synthesize } from '../../support/synth';

const release = (props: Partial<MigrationsProps> = {}) =>
  synthesize((stack) => {
    new HelmProvider(stack, 'Helm');
    new Migrations(stack, 'Migrations', {
      image: {
        values: '${jsonencode({ image = local.image })}',
        preconditions: [{ condition: '${true}', errorMessage: 'no image' }],
      },
      databaseCidrs: ['10.40.64.0/24', '10.40.65.0/24'],
      kubernetesVersion: '1.35',
      after: [{ fqn: 'helm_release.platform_config' }],
      ...props,
    });
  }).only('helm_release');

describe('Migrations', () => {
  test('come after the Secrets that they need', () => {
    expect(release()).toMatchObject({
      name: 'migrations',
      namespace: 'nxloy',
      depends_on: ['helm_release.platform_config'],
    });
    expect(release().chart).toMatch(/^assets\/.*Chart-migrations/);
  });

  test('reach the database and nothing else', () => {
    expect(parse(release().values[0]).networkPolicy).toEqual({
      egress: {
        ipBlocks: [
          { cidr: '10.40.64.0/24', ports: [5432] },
          { cidr: '10.40.65.0/24', ports: [5432] },
        ],
      },
    });
  });

  test('run no image but the one that Terraform knows, and nothing is changed while it knows none', () => {
    expect(release().values[1]).toBe('${jsonencode({ image = local.image })}');
    expect(release().values[0]).not.toContain('image');
    expect(release().lifecycle.precondition).toEqual([{ condition: '${true}', error_message: 'no image' }]);
  });

  test.each([
    ['by default', {}, 840],
    ['when there is much to do', { deadlineSeconds: 3600 }, 3600],
  ])('have ended before Helm gives up, %s', (_, props, deadline) => {
    const { values, timeout } = release(props);
    expect(parse(values[0]).deadlineSeconds).toBe(deadline);
    // The chart's Job ends 30 seconds after its pod, and pods have 30 seconds to leave.
    expect(timeout).toBeGreaterThanOrEqual(deadline + 60);
  });
});
