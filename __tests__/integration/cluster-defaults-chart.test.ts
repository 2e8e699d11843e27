import { describeUnless, helmMissing } from '../support/cluster';
import {
  clusterDefaultsChart as chart,
  helm,
  kubernetesVersion,
  only,
  template,
  tryTemplate,
  type Values,
} from '../support/helm';
import { schemaErrors } from '../support/kubernetes-schemas';

/** charts/cluster-defaults as Helm renders it. */

const key = 'arn:aws:kms:eu-central-1:123456789012:key/1';
const values: Values = { storageClass: { kmsKeyArn: key } };
const render = (more: Values = values) => template(more, kubernetesVersion, chart);

describeUnless(helmMissing())('charts/cluster-defaults', () => {
  test('has nothing that Helm objects to', async () => {
    expect(await helm(['lint', '--strict', chart], values)).toMatchObject({ exitCode: 0 });
  });

  test.each(['1.34', '1.35', '1.36'])('renders objects that Kubernetes %s knows', async (minor) => {
    expect(await schemaErrors(await render(), minor)).toEqual([]);
  });

  test('gives claims an encrypted volume, in the zone of their pod, that can grow', async () => {
    expect(only(await render(), 'StorageClass', 'gp3')).toMatchObject({
      metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true', kmsKeyId: key },
      allowVolumeExpansion: true,
      volumeBindingMode: 'WaitForFirstConsumer',
    });
  });

  test('leaves the key to the account where none is given', async () => {
    expect(only(await render({}), 'StorageClass')).toMatchObject({
      parameters: expect.not.objectContaining({ kmsKeyId: expect.anything() }),
    });
  });

  test('lets users come before queues, and neither be the default', async () => {
    const classes = await render();
    const value = (name: string) => (only(classes, 'PriorityClass', name) as unknown as { value: number }).value;
    expect(value('nxloy-critical')).toBeGreaterThan(value('nxloy-standard'));
    expect(JSON.stringify(classes)).not.toContain('globalDefault');
  });

  test.each<[string, Values, RegExp]>([
    ['an unknown value', { storageClas: {} }, /storageClas/],
    ['an unknown value further down', { storageClass: { kmsKey: key } }, /storageClass.*kmsKey/s],
    ['a key that is none', { storageClass: { kmsKeyArn: 'alias/aws/ebs' } }, /kmsKeyArn.*pattern/s],
    ['a priority of Kubernetes itself', { priorityClasses: { x: { value: 2e9, description: 'x' } } }, /value/],
  ])('refuses %s, and says where', async (_, wrong, message) => {
    const { exitCode, stderr } = await tryTemplate(wrong, kubernetesVersion, chart);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(1);
  });
});
