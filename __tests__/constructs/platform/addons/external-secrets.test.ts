import { ExternalSecrets } from '../../../../constructs/platform/addons/external-secrets';
import { evaluateRole } from '../../../support/iam';
import { permissionScope } from '../../../support/permission-scope';
import { addonProps, releaseValues, synthesizePlatform } from '../../../support/releases';

const { accountId, environment, prefix } = permissionScope;

describe('ExternalSecrets', () => {
  const synthesized = synthesizePlatform((stack, after) => {
    const addon = new ExternalSecrets(stack, 'ExternalSecrets', { ...addonProps, after, environment });
    expect(addon.ready).toHaveLength(3);
  });
  const release = synthesized.only('helm_release');
  const values = releaseValues(release);

  test('keeps its definitions when it is removed', () => {
    expect(values).toMatchObject({ installCRDs: true, crds: { annotations: { 'helm.sh/resource-policy': 'keep' } } });
  });

  test('knows stores of a namespace only, and writes nothing to AWS', () => {
    expect(values).toMatchObject({ processClusterStore: false, processPushSecret: false });
    expect(values.crds).toMatchObject({ createClusterSecretStore: false, createPushSecret: false });
  });

  test('runs twice where somebody waits for it', () => {
    expect(values).toMatchObject({ replicaCount: 2, leaderElect: true, webhook: { replicaCount: 2 } });
  });

  test('gives its permissions to the service account of its release', () => {
    expect(synthesized.only('aws_eks_pod_identity_association')).toMatchObject({
      namespace: release.namespace,
      service_account: (values.serviceAccount as { name: string }).name,
    });
  });

  const region = 'eu-central-1';
  // The simulation cannot read this key: another with the same meaning of its operators stands in for it.
  const secretArn = 'aws:PrincipalTag/SecretARN';
  const policy = synthesized.only('aws_iam_role_policy').policy.replace('kms:EncryptionContext:SecretARN', secretArn);
  const secret = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:nxloy/${name}-AbCdEf`;
  const key = `arn:aws:kms:${region}:${accountId}:key/1`;
  const shared = { 'aws:ResourceTag/Environment': 'shared' };
  const through = (service: string, name: string) => ({
    ...shared,
    'kms:ViaService': `${service}.${region}.amazonaws.com`,
    [secretArn]: secret(name),
    'kms:ResourceAliases': [`alias/${prefix}-application-secrets`],
  });
  const decide = (action: string, resource: string, context: Record<string, string | string[]>) =>
    evaluateRole(policy, { action, resource, context: { 'aws:RequestedRegion': region, ...context } });

  test.each([
    ['secretsmanager:GetSecretValue', secret(`${environment}/redis`), shared],
    ['secretsmanager:DescribeSecret', secret(`${environment}/backend`), shared],
    ['kms:Decrypt', key, through('secretsmanager', `${environment}/redis`)],
  ])('may %s on %s', async (action, resource, context) => {
    expect(await decide(action, resource, context)).toBe('Allowed');
  });

  test.each([
    ['a secret of another environment', 'secretsmanager:GetSecretValue', secret('dev/redis'), shared],
    ['a secret of another project', 'secretsmanager:GetSecretValue', secret('other').replace('nxloy/', ''), {}],
    ['changing a secret', 'secretsmanager:PutSecretValue', secret(`${environment}/redis`), shared],
    ['decrypting other secrets', 'kms:Decrypt', key, through('secretsmanager', 'dev/redis')],
    ['decrypting other things', 'kms:Decrypt', key, through('s3', `${environment}/redis`)],
  ])('is refused %s', async (_, action, resource, context) => {
    expect(await decide(action, resource, context)).not.toBe('Allowed');
  });
});
