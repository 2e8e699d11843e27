import { describeUnless, helmMissing } from '../support/cluster';
import {
  changed,
  chartValues,
  helm,
  type KubernetesObject,
  kubernetesVersion,
  migrationsChart,
  only,
  platformConfigChart,
  template,
  tryTemplate,
  type Values,
} from '../support/helm';
import { schemaErrors } from '../support/kubernetes-schemas';
import { networkFlows } from '../support/network-flows';

/** What the migrations' chart renders, and what it refuses. No cluster and no database are needed. */

const missing = helmMissing();
const values = chartValues('migrations');
const render = (changes: Values = {}, version = kubernetesVersion): Promise<KubernetesObject[]> =>
  template(changed(values, changes), version, migrationsChart);

let objects: KubernetesObject[];
const job = (): KubernetesObject['spec'] => only(objects, 'Job').spec;
const rolesJob = (): KubernetesObject['spec'] => only(objects, 'CronJob').spec.jobTemplate.spec;
/** The pods of the migration and of the roles. */
const pods = (): KubernetesObject['spec'][] => [job().template, rolesJob().template];

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}
const containersOf = (pod: KubernetesObject['spec']) => [...(pod.spec.initContainers ?? []), ...pod.spec.containers];

beforeAll(async () => {
  if (!missing) objects = await render();
});

describeUnless(missing)('migrations', () => {
  test('pass helm lint --strict', async () => {
    const args = ['lint', migrationsChart, '--strict', '--namespace', 'nxloy', '--kube-version', kubernetesVersion];
    const { exitCode, stdout } = await helm(args, values);
    expect(stdout).not.toMatch(/\[(WARNING|ERROR)\]/);
    expect(exitCode).toBe(0);
  });

  test.each(['1.34', '1.35', '1.36'])('fit the schemas of Kubernetes %s', async (minor) => {
    expect(await schemaErrors(await render({}, `${minor}.0`), minor)).toEqual([]);
  });

  test('run anew with each deployment, and stay until the next', () => {
    expect(only(objects, 'Job').metadata.annotations).toEqual({
      'helm.sh/hook': 'post-install,post-upgrade',
      'helm.sh/hook-delete-policy': 'before-hook-creation',
    });
    for (const { kind, metadata } of objects) if (kind !== 'Job') expect(metadata.annotations).toBeUndefined();
  });

  test('end at a deadline that leaves their log, and do not stay for ever', async () => {
    expect(job()).toMatchObject({ backoffLimit: 1, ttlSecondsAfterFinished: 604800 });
    expect(job().activeDeadlineSeconds).toBeGreaterThan(job().template.spec.activeDeadlineSeconds);
    const slow = only(await render({ deadlineSeconds: 7200 }), 'Job').spec;
    expect(slow.template.spec.activeDeadlineSeconds).toBe(7200);
    expect(slow.activeDeadlineSeconds).toBeGreaterThan(7200);
  });

  test('a node that goes away is no failed attempt', () => {
    expect(job().podFailurePolicy.rules).toEqual([
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ]);
    expect(job().template.spec.restartPolicy).toBe('Never');
  });

  test('the roles are there before the schema, and follow their secrets in between', () => {
    const [roles] = job().template.spec.initContainers;
    expect(roles).toEqual(rolesJob().template.spec.containers[0]);
    expect(roles.command).toEqual(['sh', '/roles/roles.sh']);
    expect(only(objects, 'CronJob').spec).toMatchObject({ schedule: '*/5 * * * *', concurrencyPolicy: 'Forbid' });
    expect(rolesJob()).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 120 });
    expect(Object.keys(only(objects, 'ConfigMap').data!).sort()).toEqual(['login.sql', 'privileges.sql', 'roles.sh']);
  });

  test('pods are confined', () => {
    for (const pod of pods()) {
      expect(pod.metadata.labels.app).toBe('migrations');
      expect(pod.spec).toMatchObject({
        serviceAccountName: 'migrations',
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 10001,
          runAsGroup: 10001,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      });
      for (const container of containersOf(pod)) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources.limits.memory).toMatch(/^\d+Mi$/);
        expect(container.volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
        expect(container.env).toContainEqual({ name: 'HOME', value: '/tmp' });
      }
      expect(pod.spec.volumes).toContainEqual({ name: 'tmp', emptyDir: { sizeLimit: '128Mi' } });
    }
    expect(only(objects, 'ServiceAccount')).toMatchObject({ automountServiceAccountToken: false });
  });

  test('every secret comes out of the Secret that platform-config asks for, and none is an argument', async () => {
    const config = await template(chartValues('platform-config'), kubernetesVersion, platformConfigChart);
    const keys = Object.keys(only(config, 'ExternalSecret', 'migrations-secret').spec.target.template.data);
    const read = new Set<string>();
    for (const container of pods().flatMap(containersOf)) {
      for (const { name, value, valueFrom } of container.env as Variable[]) {
        if (value !== undefined) expect(['HOME', 'PGAPPNAME', 'PGSSLMODE', 'PGCONNECT_TIMEOUT']).toContain(name);
        else expect(valueFrom!.secretKeyRef).toEqual({ name: 'migrations-secret', key: expect.any(String) });
        if (valueFrom) read.add(valueFrom.secretKeyRef.key);
      }
      expect(JSON.stringify([container.command, container.args])).not.toContain('$(');
    }
    expect([...read].sort()).toEqual(keys.sort());
    expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
  });

  test('reach the cluster’s DNS and the database, and are reached by nobody', () => {
    expect(networkFlows(objects).sort()).toEqual([
      'migrations -> 10.40.64.0/24:TCP/5432',
      'migrations -> 10.40.65.0/24:TCP/5432',
      'migrations -> kube-system/k8s-app=kube-dns:TCP/53',
      'migrations -> kube-system/k8s-app=kube-dns:UDP/53',
    ]);
    expect(only(objects, 'NetworkPolicy').spec.policyTypes).toEqual(['Ingress', 'Egress']);
  });

  test('find a database inside the cluster by its app', async () => {
    const inside = {
      sslMode: 'disable',
      networkPolicy: { egress: { ipBlocks: [], apps: [{ name: 'postgres', port: 5432 }] } },
    };
    const rendered = await render(inside);
    expect(networkFlows(rendered)).toContain('migrations -> postgres:TCP/5432');
    const [roles] = only(rendered, 'Job').spec.template.spec.initContainers;
    expect(roles.env).toContainEqual({ name: 'PGSSLMODE', value: 'disable' });
  });

  test('every container runs the one image, named by digest or tag', async () => {
    const imagesOf = (pod: KubernetesObject['spec']) => containersOf(pod).map(({ image }) => image);
    expect(pods().flatMap(imagesOf)).toEqual(Array(3).fill(expect.stringMatching(/nxloy-migrations@sha256:5{64}$/)));
    const tagged = only(await render({ image: { digest: undefined, tag: '1.4.2' } }), 'Job').spec.template;
    expect(imagesOf(tagged)).toEqual(Array(2).fill(expect.stringMatching(/nxloy-migrations:1\.4\.2$/)));
    const pulled = await render({ image: { pullPolicy: 'Always', pullSecrets: ['registry'] } });
    expect(only(pulled, 'Job').spec.template.spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
  });
});

describeUnless(missing)('bad values', () => {
  test.each<[string, Values, RegExp]>([
    ['an unknown value', { command: 'x' }, /at '': additional properties 'command' not allowed/],
    ['no image', { image: undefined }, /at '\/image/],
    ['an image without tag or digest', { image: { digest: undefined } }, /at '\/image': 'oneOf' failed/],
    ['an image with both', { image: { tag: '1.0.0' } }, /at '\/image': 'oneOf' failed/],
    ['half a digest', { image: { digest: 'sha256:abc' } }, /at '\/image\/digest': .* does not match pattern/],
    [
      'an image for the roles alone',
      { roles: { image: {} } },
      /at '\/roles': additional properties 'image' not allowed/,
    ],
    ['latest', { image: { digest: undefined, tag: 'latest' } }, /image\.tag: received latest: must name one version/],
    ['a deadline of no time', { deadlineSeconds: 1 }, /at '\/deadlineSeconds': minimum: got 1, want 30/],
    ['retries without end', { retries: 50 }, /at '\/retries': maximum: got 50, want 5/],
    ['a Job that stays for ever', { keepSeconds: 0 }, /at '\/keepSeconds': minimum: got 0, want 300/],
    ['an unknown TLS mode', { sslMode: 'prefer' }, /at '\/sslMode': value must be one of 'require', 'disable'/],
    ['a schedule of a word', { roles: { schedule: '@hourly' } }, /at '\/roles\/schedule': .* does not match pattern/],
    ['root', { runAsUser: 0 }, /at '\/runAsUser': minimum: got 0, want 1/],
    [
      'a way to everywhere',
      { networkPolicy: { egress: { internet: true } } },
      /at '\/networkPolicy\/egress': additional properties 'internet' not allowed/,
    ],
    [
      'a range that is none',
      { networkPolicy: { egress: { ipBlocks: [{ cidr: '10.0.0.0/33', ports: [5432] }] } } },
      /at '\/networkPolicy\/egress\/ipBlocks\/0\/cidr': .* does not match pattern/,
    ],
    [
      'no way to the database',
      { networkPolicy: { egress: { ipBlocks: [] } } },
      /networkPolicy\.egress: received nothing: must lead to the database: give ipBlocks, or apps/,
    ],
  ])('%s', async (_, changes, message) => {
    const { exitCode, stderr } = await tryTemplate(changed(values, changes), kubernetesVersion, migrationsChart);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(1);
  });
});
