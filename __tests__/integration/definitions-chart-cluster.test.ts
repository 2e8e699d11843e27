import { stringify } from 'yaml';
import { Cluster, clusterMissing, describeUnless, freshNamespace, helmMissing } from '../support/cluster';
import { definitionsChart, helm, type HelmResult } from '../support/helm';
import { definition } from '../support/widgets';

/** Definitions of a release of their own, on a real API server: they are upgraded, and outlive the release. */

const namespace = 'definitions-test';
const release = 'widget-definitions';
const group = namespace;
const name = `widgets.${group}.nxloy.com`;
let cluster: Cluster;

const run = (args: readonly string[], values?: Record<string, unknown>): Promise<HelmResult> =>
  // As Terraform keeps releases.
  helm([...args, '--namespace', namespace], values, { ...cluster.environment, HELM_DRIVER: 'configmap' });

const deploy = (object: object): Promise<HelmResult> =>
  run(['upgrade', '--install', release, definitionsChart, '--atomic', '--wait', '--timeout', '60s'], {
    definitions: [stringify(object)],
  });

const withFields = (...fields: readonly string[]) => definition({ group, fields });

const widget = (spec: Readonly<Record<string, string>>) => ({
  apiVersion: `${group}.nxloy.com/v1`,
  kind: 'Widget',
  metadata: { name: 'one', namespace },
  spec,
});

const specOfWidget = async (): Promise<unknown> => (await cluster.get(name, 'one', namespace)).spec;
const uidOf = (...what: readonly string[]): Promise<string> =>
  cluster.kubectl('get', ...what, '--namespace', namespace, '--output', 'jsonpath={.metadata.uid}');
/** The API server needs a moment until it knows a changed definition. */
async function eventually(action: () => Promise<unknown>): Promise<void> {
  for (let attempts = 30; ; attempts--) {
    try {
      await action();
      return;
    } catch (error) {
      if (attempts === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

const remove = (): Promise<string> =>
  cluster.kubectl('delete', 'customresourcedefinition', name, '--ignore-not-found', '--timeout=60s');

describeUnless(helmMissing() ?? clusterMissing())('definitions on a cluster', () => {
  let definitionUid: string;
  let widgetUid: string;

  beforeAll(async () => {
    cluster = await Cluster.connect();
    await remove();
    await freshNamespace(cluster, namespace);
  });

  afterAll(async () => {
    await remove();
    await cluster?.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=60s');
  });

  test('are installed', async () => {
    expect(await deploy(withFields('size'))).toMatchObject({ exitCode: 0 });
    await cluster.kubectl('wait', '--for=condition=Established', `customresourcedefinition/${name}`, '--timeout=30s');
    await cluster.send(widget({ size: 'big' }), 'create', '--validate=strict');
    definitionUid = await uidOf('customresourcedefinition', name);
    widgetUid = await uidOf(name, 'one');
  });

  test('know only what their version knows', async () => {
    await expect(cluster.send(widget({ size: 'big', color: 'red' }), 'apply', '--validate=strict')).rejects.toThrow(
      /unknown field "spec.color"/,
    );
  });

  test('are upgraded, and objects of the kind stay', async () => {
    expect(await deploy(withFields('size', 'color'))).toMatchObject({ exitCode: 0 });
    await eventually(() => cluster.send(widget({ size: 'big', color: 'red' }), 'apply', '--validate=strict'));
    expect(await specOfWidget()).toEqual({ size: 'big', color: 'red' });
    expect(await uidOf(name, 'one')).toBe(widgetUid);
  });

  test('stay as they were when an upgrade is not possible', async () => {
    const { spec, ...rest } = withFields('size');
    const { exitCode, stderr } = await deploy({ ...rest, spec: { ...spec, scope: 'Cluster' } });
    expect(stderr).toMatch(/scope.*immutable/s);
    expect(exitCode).toBe(1);
    expect(JSON.parse((await run(['status', release, '--output', 'json'])).stdout).info.status).toBe('deployed');
    expect(await specOfWidget()).toEqual({ size: 'big', color: 'red' });
  });

  test('outlive their release, with every object of their kind', async () => {
    expect(await run(['uninstall', release, '--wait', '--timeout', '60s'])).toMatchObject({ exitCode: 0 });
    expect(await uidOf('customresourcedefinition', name)).toBe(definitionUid);
    expect(await uidOf(name, 'one')).toBe(widgetUid);
  });

  test('are taken over again by the next release of the name', async () => {
    expect(await deploy(withFields('size', 'color', 'weight'))).toMatchObject({ exitCode: 0 });
    expect(await uidOf('customresourcedefinition', name)).toBe(definitionUid);
    expect(await uidOf(name, 'one')).toBe(widgetUid);
  });
});
