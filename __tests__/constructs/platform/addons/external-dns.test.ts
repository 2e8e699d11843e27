import { ExternalDns } from '../../../../constructs/platform/addons/external-dns';
import { evaluateRole } from '../../../support/iam';
import { permissionScope } from '../../../support/permission-scope';
import { addonProps, releaseValues, synthesizePlatform } from '../../../support/releases';

const { prefix, zoneArn } = permissionScope;

describe('ExternalDns', () => {
  const synthesized = synthesizePlatform((stack, after) => {
    const zone = { zoneId: 'Z0123456789ABCDEFGHIJ', zoneArn, zoneName: 'example.com' };
    expect(new ExternalDns(stack, 'Dns', { ...addonProps, after, zone }).ready).toHaveLength(3);
  });
  const release = synthesized.only('helm_release');
  const values = releaseValues(release);

  test('removes the records of an Ingress that is gone, as soon as it sees that', () => {
    expect(values).toMatchObject({ policy: 'sync', triggerLoopOnEvent: true, interval: '1m' });
  });

  test('leaves alone what it did not make, and every other zone', () => {
    expect(values).toMatchObject({
      registry: 'txt',
      txtOwnerId: prefix,
      domainFilters: ['example.com'],
      extraArgs: { 'zone-id-filter': 'Z0123456789ABCDEFGHIJ' },
      sources: ['ingress'],
    });
  });

  test('says whose a record is within the zone, also for the host that is called like the zone', () => {
    const owner = (values.txtPrefix as string).replace('%{record_type}', 'a') + 'example.com';
    expect(owner).toMatch(/\.example\.com$/);
  });

  test('brings no definitions', () => {
    expect(release.skip_crds).toBe(true);
  });

  test('gives its permissions to the service account of its release', () => {
    expect(synthesized.only('aws_eks_pod_identity_association')).toMatchObject({
      namespace: release.namespace,
      service_account: (values.serviceAccount as { name: string }).name,
    });
  });

  const { policy } = synthesized.only('aws_iam_role_policy');
  const types = (...received: string[]) => ({ 'route53:ChangeResourceRecordSetsRecordTypes': received });
  const decide = (action: string, resource: string, context: Record<string, string[]>) =>
    // Route 53 is one of AWS's global services.
    evaluateRole(policy, { action, resource, context: { 'aws:RequestedRegion': 'us-east-1', ...context } });

  test.each([
    ['route53:ListHostedZones', '*', {}],
    ['route53:ListResourceRecordSets', zoneArn, {}],
    ['route53:ChangeResourceRecordSets', zoneArn, types('A', 'AAAA', 'TXT')],
  ])('may %s on %s', async (action, resource, context) => {
    expect(await decide(action, resource, context)).toBe('Allowed');
  });

  const change = 'route53:ChangeResourceRecordSets';
  test.each([
    ['records of another zone', change, 'arn:aws:route53:::hostedzone/Z0000000000OTHER', types('A')],
    ['the proof of certificates', change, zoneArn, types('A', 'CNAME')],
    ['delegation', change, zoneArn, types('NS')],
    ['removing the zone', 'route53:DeleteHostedZone', zoneArn, {}],
  ])('is refused %s', async (_, action, resource, context) => {
    expect(await decide(action, resource, context)).not.toBe('Allowed');
  });
});
