import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { secretFields } from '../../constructs/account/secret-fields';
import { describeUnless, helmMissing } from '../support/cluster';
import {
  changed,
  chartValues,
  helm,
  type KubernetesObject,
  kubernetesVersion,
  only,
  platformConfigChart,
  template,
  tryTemplate,
  type Values,
} from '../support/helm';
import { schemaErrors } from '../support/kubernetes-schemas';

/** What platform-config renders, what External Secrets makes of it, and what it refuses. No cluster is needed. */

const missing = helmMissing();
const values = chartValues('platform-config');
const render = (changes: Values = {}, version = kubernetesVersion): Promise<KubernetesObject[]> =>
  template(changed(values, changes), version, platformConfigChart);

let objects: KubernetesObject[];
const externalSecret = (name: string): KubernetesObject => only(objects, 'ExternalSecret', name);

beforeAll(async () => {
  if (!missing) objects = await render();
});

describeUnless(missing)('platform-config', () => {
  test('passes helm lint --strict', async () => {
    const args = ['lint', platformConfigChart, '--strict', '--kube-version', kubernetesVersion];
    const { exitCode, stdout } = await helm(args, values);
    expect(stdout).not.toMatch(/\[(WARNING|ERROR)\]/);
    expect(exitCode).toBe(0);
  });

  test.each(['1.34', '1.35', '1.36'])('fits the schemas of Kubernetes %s', async (minor) => {
    expect(await schemaErrors(await render({}, `${minor}.0`), minor)).toEqual([]);
  });

  test('the namespace enforces Pod Security and lets load balancers say when pods are ready', () => {
    const { name, labels } = only(objects, 'Namespace').metadata;
    expect(name).toBe('nxloy');
    for (const mode of ['enforce', 'warn', 'audit'])
      expect(labels).toMatchObject({
        [`pod-security.kubernetes.io/${mode}`]: 'restricted',
        [`pod-security.kubernetes.io/${mode}-version`]: 'v1.35',
      });
    expect(labels['elbv2.k8s.aws/pod-readiness-gate-inject']).toBe('enabled');
  });

  test('everything else is in that namespace, whatever it is called', async () => {
    for (const { kind, metadata } of await render({ namespace: 'another' }))
      if (kind !== 'Namespace') expect(metadata).toMatchObject({ namespace: 'another' });
      else expect(metadata.name).toBe('another');
  });

  test('pods are closed in both directions until a policy of their own opens them', () => {
    expect(only(objects, 'NetworkPolicy').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('public settings become app.json', () => {
    const { name, data } = { ...only(objects, 'ConfigMap').metadata, ...only(objects, 'ConfigMap') };
    expect(name).toBe('app-config');
    expect(JSON.parse(data!['app.json']!)).toEqual({ environment: 'dev', apiUrl: 'https://api.dev.nxloy.com' });
  });
});

/** What External Secrets makes of an ExternalSecret: it has the same template engine and functions as Helm. */
async function secretOf(name: string, data: Values): Promise<Record<string, string>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nxloy-engine-'));
  try {
    mkdirSync(path.join(folder, 'templates'));
    writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: engine\nversion: 1.0.0\n');
    const engine = `{{- $made := dict }}{{- range $key, $text := .Values.templates }}
      {{- $_ := set $made $key (tpl $text (merge (dict "Template" $.Template) $.Values.data)) }}{{- end }}
      {{- toJson $made }}`;
    writeFileSync(path.join(folder, 'templates', 'secret.yaml'), engine);
    const templates = externalSecret(name).spec.target.template.data;
    const { stdout, stderr } = await helm(['template', folder], { templates, data });
    if (stderr) throw new Error(stderr);
    return parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describeUnless(missing)('Secrets', () => {
  const awkward = ` p@ss:w/o?r#d%20+&= 'single' "double" \\n $HOME {é} `;
  const hostOfDatabase = (values.database as { host: string }).host;
  const hostOfCache = (values.cache as { host: string }).host;

  test('have the names that people use, and nothing is rendered that could hold a value', () => {
    const names = objects.filter(({ kind }) => kind === 'ExternalSecret').map(({ metadata }) => metadata.name);
    expect(names.sort()).toEqual(['api-keys', 'backend-secrets', 'db-secret', 'migrations-secret', 'redis-secret']);
    expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
  });

  test('are read with what the controller may, in one region', () => {
    expect(only(objects, 'SecretStore').spec).toEqual({
      provider: { aws: { service: 'SecretsManager', region: 'eu-central-1' } },
    });
  });

  test('follow within a minute, and stay when AWS fails, or the ExternalSecret goes', () => {
    for (const { kind, spec } of objects)
      if (kind === 'ExternalSecret')
        expect(spec).toMatchObject({
          refreshInterval: '1m',
          secretStoreRef: { kind: 'SecretStore', name: 'aws' },
          target: { creationPolicy: 'CreateOrMerge', deletionPolicy: 'Retain' },
        });
  });

  test.each([
    ['db-secret', 'nxloy/dev/database', secretFields.database],
    ['redis-secret', 'nxloy/dev/redis', secretFields.redis],
    ['backend-secrets', 'nxloy/dev/backend', secretFields.backend],
    ['api-keys', 'nxloy/dev/api-keys', secretFields['api-keys']],
  ])('%s reads every key that is written down for its secret', (name, secret, fields) => {
    const required = Object.entries(fields).filter(([, field]) => !('optional' in field));
    const read = externalSecret(name).spec.data.map(({ remoteRef }: { remoteRef: object }) => remoteRef);
    expect(read).toEqual(required.map(([property]) => ({ key: secret, property })));
  });

  test.each(['backend-secrets', 'api-keys'])('%s has the keys of its secret', (name) => {
    for (const { secretKey, remoteRef } of externalSecret(name).spec.data) expect(secretKey).toBe(remoteRef.property);
  });

  test('the address of the database survives every character', async () => {
    const data = { username: 'nxloy_app_a', password: awkward };
    const secret = await secretOf('db-secret', data);
    expect(Object.keys(secret)).toEqual(['database-url']);
    const url = new URL(secret['database-url']!);
    expect(decodeURIComponent(url.password)).toBe(awkward);
    expect(url).toMatchObject({
      protocol: 'postgresql:',
      username: 'nxloy_app_a',
      host: `${hostOfDatabase}:5432`,
      pathname: '/nxloy',
      search: '?sslmode=require',
    });
  });

  test('Redis is found as a whole address, and in parts for KEDA', async () => {
    const secret = await secretOf('redis-secret', { password: awkward });
    const url = new URL(secret['redis-url']!);
    expect(decodeURIComponent(url.password)).toBe(awkward);
    expect(url).toMatchObject({ protocol: 'rediss:', username: '', host: `${hostOfCache}:6379` });
    expect(secret).toMatchObject({ 'redis-address': `${hostOfCache}:6379`, 'redis-password': awkward });
  });

  describe('of the migrations', () => {
    const master = { username: 'nxloy_master', password: awkward };
    const current = { username: 'nxloy_app_a', password: awkward };
    const next = { username: 'nxloy_app_b', password: `next${awkward}` };
    const secretWith = (application: object): Promise<Record<string, string>> =>
      secretOf('migrations-secret', { ...master, application: JSON.stringify(application) });

    test('have the master and the user of the applications', async () => {
      const secret = await secretWith(current);
      expect(new URL(secret['database-url']!).username).toBe('nxloy_master');
      expect(secret).toMatchObject({
        'database-host': hostOfDatabase,
        'database-port': '5432',
        'database-name': 'nxloy',
        'master-username': 'nxloy_master',
        'master-password': awkward,
        'app-username': 'nxloy_app_a',
        'app-password': awkward,
        'next-username': '',
        'next-password': '',
      });
    });

    test('have the next user while a change is prepared', async () => {
      expect(await secretWith({ ...current, next })).toMatchObject({
        'app-username': 'nxloy_app_a',
        'next-username': 'nxloy_app_b',
        'next-password': `next${awkward}`,
      });
    });
  });
});

describeUnless(missing)('bad values', () => {
  test.each<[string, Values, RegExp]>([
    ['an unknown value', { hosts: {} }, /at '': additional properties 'hosts' not allowed/],
    ['no region', { region: '' }, /at '\/region': '' does not match pattern/],
    ['a zone for a region', { region: 'eu-central-1a' }, /at '\/region': .* does not match pattern/],
    ['no host', { database: { host: '' } }, /at '\/database\/host': '' does not match pattern/],
    [
      'an address for a host',
      { cache: { host: 'rediss://x' } },
      /at '\/cache\/host': 'rediss:\/\/x' does not match pattern/,
    ],
    ['no secret', { secrets: { redis: '' } }, /at '\/secrets\/redis': '' does not match pattern/],
    ['an unknown secret', { secrets: { stripe: 'x' } }, /at '\/secrets': additional properties 'stripe' not allowed/],
    ['a port as text', { database: { port: '5432' } }, /at '\/database\/port': got string, want integer/],
    ['an interval without unit', { refreshInterval: '60' }, /at '\/refreshInterval': '60' does not match pattern/],
    ['never', { refreshInterval: '0s' }, /at '\/refreshInterval': '0s' does not match pattern/],
    ['an edition without v', { podSecurityVersion: '1.35' }, /at '\/podSecurityVersion': .* does not match pattern/],
    [
      'a nested setting',
      { publicSettings: { a: {} } },
      /at '\/publicSettings\/a': got object, want boolean or number or string/,
    ],
    [
      'a secret among the settings',
      { publicSettings: { sentryToken: 'hunter2' } },
      /publicSettings\.sentryToken: received a value that looks secret \(not shown\)/,
    ],
    [
      'an address with a password',
      { publicSettings: { url: 'https://me:hunter2@example.com' } },
      /publicSettings\.url: received a value that looks secret \(not shown\)/,
    ],
  ])('%s', async (_, changes, message) => {
    const { exitCode, stderr } = await tryTemplate(changed(values, changes), kubernetesVersion, platformConfigChart);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('hunter2');
    expect(exitCode).toBe(1);
  });
});
