import { describeUnless, helmMissing } from '../support/cluster';
import {
  appChart,
  type AppName,
  appNames,
  appValues,
  changed,
  helm,
  type KubernetesObject,
  kubernetesVersion,
  only,
  template,
  tryTemplate,
  type Values,
} from '../support/helm';
import { schemaErrors } from '../support/kubernetes-schemas';
import { networkFlows } from '../support/network-flows';

/** What the app chart renders, and what it refuses. No cluster is needed; see app-chart-cluster.test.ts for that. */

const missing = helmMissing();
const describeWithHelm = describeUnless(missing);

const rendered = new Map<AppName, KubernetesObject[]>();
const objectsOf = (name: AppName): readonly KubernetesObject[] => rendered.get(name)!;
const podOf = (objects: readonly KubernetesObject[]): KubernetesObject['spec'] =>
  only(objects, 'Deployment').spec.template.spec;

beforeAll(async () => {
  if (missing) return;
  for (const name of appNames) rendered.set(name, await template(appValues(name)));
});

describeWithHelm.each(appNames)('%s', (name) => {
  test('passes helm lint --strict', async () => {
    const args = ['lint', appChart, '--strict', '--namespace', 'nxloy', '--kube-version', kubernetesVersion];
    const { exitCode, stdout } = await helm(args, appValues(name));
    expect(stdout).not.toMatch(/\[(WARNING|ERROR)\]/);
    expect(exitCode).toBe(0);
  });

  test.each(['1.34', '1.35', '1.36'])('fits the schemas of Kubernetes %s', async (minor) => {
    expect(await schemaErrors(await template(appValues(name), `${minor}.0`), minor)).toEqual([]);
  });

  test('everything is named and labelled after the app, whatever the release is called', () => {
    for (const { kind, metadata } of objectsOf(name)) {
      expect(metadata.name).toMatch(kind === 'ConfigMap' ? new RegExp(`^${name}-(config|files)$`) : `${name}`);
      if (kind !== 'ConfigMap') expect(metadata.name).toBe(name);
      expect(metadata).toMatchObject({ namespace: 'nxloy' });
      expect(metadata.labels).toMatchObject({
        app: name,
        'app.kubernetes.io/name': name,
        'app.kubernetes.io/instance': 'some-release',
        'app.kubernetes.io/part-of': 'nxloy',
        'app.kubernetes.io/managed-by': 'Helm',
      });
    }
    const deployment = only(objectsOf(name), 'Deployment').spec;
    expect(deployment.selector.matchLabels).toEqual({ app: name });
    expect(deployment.template.metadata.labels).not.toHaveProperty(['helm.sh/chart']);
  });

  test('the pod is confined', () => {
    const pod = podOf(objectsOf(name));
    expect(pod).toMatchObject({
      serviceAccountName: name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
    });
    expect(pod).not.toHaveProperty('hostNetwork');
    expect(pod.containers).toHaveLength(1);
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.containers[0].image).toMatch(/@sha256:[0-9a-f]{64}$/);
  });

  test('whatever can be written to has a size, and /tmp can', () => {
    const pod = podOf(objectsOf(name));
    expect(pod.containers[0].volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
    for (const mount of pod.containers[0].volumeMounts) {
      const volume = pod.volumes.find((candidate: { name: string }) => candidate.name === mount.name);
      if (!mount.readOnly) expect(volume.emptyDir.sizeLimit).toMatch(/^\d+[KMG]i$/);
    }
    expect(pod.volumes).toHaveLength(pod.containers[0].volumeMounts.length);
  });

  test('requests and a memory limit are there, and spread over zones and hosts', () => {
    const pod = podOf(objectsOf(name));
    expect(pod.containers[0].resources).toMatchObject({
      requests: { cpu: expect.any(String), memory: expect.any(String) },
      limits: { memory: expect.any(String) },
    });
    const spread = pod.topologySpreadConstraints.map((constraint: Record<string, unknown>) => constraint.topologyKey);
    expect(spread.sort()).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']);
    for (const constraint of pod.topologySpreadConstraints)
      expect(constraint).toMatchObject({
        maxSkew: 1,
        matchLabelKeys: ['pod-template-hash'],
        nodeTaintsPolicy: 'Honor',
        labelSelector: { matchLabels: { app: name } },
      });
  });

  test('what refers to something refers to what is there', () => {
    const objects = objectsOf(name);
    const [container] = podOf(objects).containers;
    const ports = new Set((container.ports ?? []).map((port: { name: string }) => port.name));
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      const { httpGet, tcpSocket } = container[probe] ?? {};
      if (httpGet ?? tcpSocket) expect(ports).toContain((httpGet ?? tcpSocket).port);
    }
    const service = objects.find(({ kind }) => kind === 'Service');
    const servicePorts = new Set((service?.spec.ports ?? []).map((port: { name: string }) => port.name));
    expect(servicePorts).toEqual(ports);
    for (const { kind, spec } of objects) {
      if (kind === 'Ingress')
        for (const { http } of spec.rules)
          for (const { backend } of http.paths) {
            expect(backend.service.name).toBe(name);
            expect(servicePorts).toContain(backend.service.port.name);
          }
      if (kind === 'ServiceMonitor') expect(servicePorts).toContain(spec.endpoints[0].port);
      if (kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject') expect(spec.scaleTargetRef.name).toBe(name);
      if (kind === 'PodDisruptionBudget' || kind === 'ServiceMonitor')
        expect(spec.selector.matchLabels).toEqual({ app: name });
    }
  });

  test('a slow start is waited for before anything is killed', () => {
    const [{ startupProbe, livenessProbe }] = podOf(objectsOf(name)).containers;
    if (!livenessProbe) return;
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThanOrEqual(60);
    expect(livenessProbe.periodSeconds * livenessProbe.failureThreshold).toBeGreaterThanOrEqual(60);
  });

  test('no secret is in what it renders', () => {
    const [{ env = [] }] = podOf(objectsOf(name)).containers;
    const secretly = env.filter((variable: { name: string }) => /(_URL|_SECRET|_KEY)$/.test(variable.name));
    for (const variable of secretly)
      if (!/^(NEXT|EXPO)_PUBLIC_/.test(variable.name)) expect(variable.valueFrom).toHaveProperty('secretKeyRef');
    expect(objectsOf(name).map(({ kind }) => kind)).not.toContain('Secret');
  });
});

describeWithHelm('what each app is made of', () => {
  test.each<[AppName, string[]]>([
    ['backend', ['ConfigMap', 'HorizontalPodAutoscaler', 'Ingress', 'Service', 'ServiceMonitor']],
    ['web', ['ConfigMap', 'HorizontalPodAutoscaler', 'Ingress', 'Service']],
    ['mobile-web', ['Ingress', 'Service']],
    ['ai-mcp', ['ConfigMap', 'Service']],
    ['worker', ['ConfigMap', 'ScaledObject', 'TriggerAuthentication']],
  ])('%s', (name, kinds) => {
    const always = ['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount'];
    expect(
      objectsOf(name)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual([...always, ...kinds].sort());
  });

  test('Secrets, ports and probes are those that people already use', () => {
    const [container] = podOf(objectsOf('backend')).containers;
    const from = (secret: string, key: string): unknown => ({ secretKeyRef: { name: secret, key } });
    expect(container.env).toEqual(
      expect.arrayContaining([
        { name: 'PORT', value: '8080' },
        { name: 'DATABASE_URL', valueFrom: from('db-secret', 'database-url') },
        { name: 'REDIS_URL', valueFrom: from('redis-secret', 'redis-url') },
        { name: 'JWT_SECRET', valueFrom: from('backend-secrets', 'jwt-secret') },
      ]),
    );
    expect(container.envFrom).toEqual([{ configMapRef: { name: 'backend-config' } }]);
    expect(container.readinessProbe.httpGet).toEqual({ path: '/api', port: 'http' });
    const ports = appNames.map((name) => podOf(objectsOf(name)).containers[0].ports?.[0].containerPort);
    expect(ports).toEqual([8080, 8081, 8082, 8083, undefined]);
  });

  test('the load balancer is told how to ask and how to let go', () => {
    const { metadata, spec } = only(objectsOf('backend'), 'Ingress');
    expect(spec.ingressClassName).toBe('alb');
    expect(spec.rules[0].host).toBe('api.nxloy.com');
    expect(metadata.annotations).toEqual({
      'alb.ingress.kubernetes.io/scheme': 'internet-facing',
      'alb.ingress.kubernetes.io/target-type': 'ip',
      'alb.ingress.kubernetes.io/backend-protocol': 'HTTP',
      'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP": 80}, {"HTTPS": 443}]',
      'alb.ingress.kubernetes.io/ssl-redirect': '443',
      'alb.ingress.kubernetes.io/ssl-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      'alb.ingress.kubernetes.io/group.name': 'nxloy',
      'alb.ingress.kubernetes.io/healthcheck-path': '/api',
      'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '10',
      'alb.ingress.kubernetes.io/success-codes': '200',
      'alb.ingress.kubernetes.io/target-group-attributes': 'deregistration_delay.timeout_seconds=15',
    });
  });

  test('another class gets its own annotations and certificate, and none of the load balancer', async () => {
    const values = changed(appValues('backend'), {
      ingress: { className: 'traefik', annotations: { 'example.com/buffering': 'off' }, tlsSecret: 'api-tls' },
    });
    const { metadata, spec } = only(await template(values), 'Ingress');
    expect(metadata.annotations).toEqual({ 'example.com/buffering': 'off' });
    expect(spec.tls).toEqual([{ secretName: 'api-tls', hosts: ['api.nxloy.com'] }]);
  });

  test('autoscaling alone says how many pods there are', () => {
    expect(only(objectsOf('backend'), 'Deployment').spec).not.toHaveProperty('replicas');
    expect(only(objectsOf('worker'), 'Deployment').spec).not.toHaveProperty('replicas');
    expect(only(objectsOf('ai-mcp'), 'Deployment').spec.replicas).toBe(2);
    const { minReplicas, maxReplicas, metrics } = only(objectsOf('backend'), 'HorizontalPodAutoscaler').spec;
    const utilization = (name: string, percent: number): unknown => ({
      type: 'Resource',
      resource: { name, target: { type: 'Utilization', averageUtilization: percent } },
    });
    expect([minReplicas, maxReplicas]).toEqual([3, 10]);
    expect(metrics).toEqual([utilization('cpu', 70), utilization('memory', 80)]);
    expect(only(objectsOf('web'), 'HorizontalPodAutoscaler').spec.metrics).toEqual([utilization('cpu', 70)]);
  });

  test('the worker is scaled by what waits in its queues', () => {
    const { spec } = only(objectsOf('worker'), 'ScaledObject');
    expect(spec).toMatchObject({ minReplicaCount: 1, maxReplicaCount: 10 });
    expect(spec.advanced.horizontalPodAutoscalerConfig.name).toBe('worker');
    expect(spec.triggers).toEqual(
      ['email', 'notifications'].map((queue) => ({
        type: 'redis',
        metadata: { listName: `bull:${queue}:wait`, listLength: '20', enableTLS: 'true' },
        authenticationRef: { name: 'worker' },
      })),
    );
    expect(only(objectsOf('worker'), 'TriggerAuthentication').spec.secretTargetRef).toEqual([
      { parameter: 'address', name: 'redis-secret', key: 'redis-address' },
      { parameter: 'password', name: 'redis-secret', key: 'redis-password' },
    ]);
  });

  test('the worker goes to its own nodes', () => {
    expect(podOf(objectsOf('worker'))).toMatchObject({
      nodeSelector: { 'nxloy.com/dedicated': 'workers' },
      tolerations: [{ key: 'nxloy.com/dedicated', operator: 'Equal', value: 'workers', effect: 'NoSchedule' }],
    });
  });

  test('one pod may go at a time, or what the values say', async () => {
    expect(only(objectsOf('web'), 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
    expect(only(objectsOf('backend'), 'PodDisruptionBudget').spec).toMatchObject({ minAvailable: 2 });
    const half = await template(changed(appValues('web'), { disruptionBudget: { maxUnavailable: '50%' } }));
    expect(only(half, 'PodDisruptionBudget').spec.maxUnavailable).toBe('50%');
  });

  test('metrics on a port of their own are served, let in and scraped there', async () => {
    const objects = await template(changed(appValues('worker'), { metrics: { scrape: true, port: 9464 } }));
    expect(only(objects, 'Service').spec.ports).toEqual([
      { name: 'metrics', port: 9464, targetPort: 'metrics', appProtocol: 'http' },
    ]);
    expect(only(objects, 'ServiceMonitor').spec.endpoints[0]).toMatchObject({ port: 'metrics', path: '/metrics' });
    expect(networkFlows(objects)).toContain('monitoring/app.kubernetes.io/name=prometheus -> worker:TCP/9464');
  });

  test('values that are left out leave no trace', async () => {
    const pod = podOf(objectsOf('ai-mcp'));
    for (const key of ['imagePullSecrets', 'priorityClassName', 'nodeSelector', 'tolerations'])
      expect(pod).not.toHaveProperty(key);
    for (const key of ['startupProbe', 'readinessProbe', 'livenessProbe'])
      expect(pod.containers[0]).not.toHaveProperty(key);
    expect(podOf(objectsOf('worker')).containers[0]).not.toHaveProperty('lifecycle');
  });

  test('values that are given arrive', async () => {
    const objects = await template(
      changed(appValues('ai-mcp'), {
        version: '1.4.2',
        image: { pullSecrets: ['registry'], digest: undefined, tag: '1.4.2-abc' },
        priorityClassName: 'nxloy-critical',
        runAsUser: 1000680000,
        podLabels: { team: 'ai' },
        podAnnotations: { 'example.com/why': 'because' },
        serviceAccount: { automountToken: true },
        configMapEnv: { REGION: { configMap: 'platform', key: 'region', optional: true } },
        spread: { zones: 'DoNotSchedule' },
      }),
    );
    const { spec } = only(objects, 'Deployment');
    expect(spec.template.metadata.labels).toMatchObject({ team: 'ai', 'app.kubernetes.io/version': '1.4.2' });
    expect(spec.template.metadata.annotations).toMatchObject({ 'example.com/why': 'because' });
    expect(spec.template.spec).toMatchObject({
      automountServiceAccountToken: true,
      imagePullSecrets: [{ name: 'registry' }],
      priorityClassName: 'nxloy-critical',
      securityContext: { runAsUser: 1000680000 },
    });
    expect(podOf(objects).containers[0].image).toMatch(/nxloy-ai-mcp:1\.4\.2-abc$/);
    expect(podOf(objects).containers[0].env).toContainEqual({
      name: 'REGION',
      valueFrom: { configMapKeyRef: { name: 'platform', key: 'region', optional: true } },
    });
    const zones = podOf(objects).topologySpreadConstraints.find(
      (constraint: Record<string, unknown>) => constraint.topologyKey === 'topology.kubernetes.io/zone',
    );
    expect(zones.whenUnsatisfiable).toBe('DoNotSchedule');
  });

  test('a change of its settings rolls the pods; a change of anything else of the chart does not', async () => {
    const checksum = (objects: readonly KubernetesObject[]): string =>
      only(objects, 'Deployment').spec.template.metadata.annotations['checksum/config'];
    const before = checksum(objectsOf('web'));
    const files = changed(appValues('web'), { config: { files: { 'config.json': '{}' } } });
    const variables = changed(appValues('web'), { config: { env: { LOG_LEVEL: 'debug' } } });
    const other = changed(appValues('web'), { disruptionBudget: { maxUnavailable: 2 } });
    expect(new Set([before, checksum(await template(files)), checksum(await template(variables))]).size).toBe(3);
    expect(only(await template(other), 'Deployment').spec.template).toEqual(
      only(objectsOf('web'), 'Deployment').spec.template,
    );
  });

  test('a changed Secret reaches the pods through Reloader', () => {
    expect(only(objectsOf('backend'), 'Deployment').metadata.annotations).toEqual({
      'reloader.stakater.com/auto': 'true',
    });
  });
});

describeWithHelm('network', () => {
  const dns = (app: string): string[] =>
    ['UDP/53', 'TCP/53'].map((port) => `${app} -> kube-system/k8s-app=kube-dns:${port}`);
  const outside = (app: string): string =>
    `${app} -> 0.0.0.0/0 but 10.0.0.0/8 100.64.0.0/10 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16:TCP/443`;
  const balancer = '10.40.0.0/20';
  const data = '10.40.64.0/20';

  test('nobody reaches anybody but by this table', () => {
    expect(networkFlows([...rendered.values()].flat()).sort()).toEqual(
      [
        ...['backend', 'web', 'ai-mcp', 'worker'].flatMap(dns),
        `${balancer} -> backend:TCP/8080`,
        `${balancer} -> web:TCP/8081`,
        `${balancer} -> mobile-web:TCP/8082`,
        'web -> backend:TCP/8080 (let out)',
        'web -> backend:TCP/8080 (let in)',
        'backend -> ai-mcp:TCP/8083 (let out)',
        'backend -> ai-mcp:TCP/8083 (let in)',
        ...['backend', 'worker'].flatMap((app) => [5432, 6379].map((port) => `${app} -> ${data}:TCP/${port}`)),
        ...['backend', 'worker', 'ai-mcp'].map(outside),
        ...['backend', 'worker'].map((app) => `${app} -> 169.254.170.23/32:TCP/80`),
        'monitoring/app.kubernetes.io/name=prometheus -> backend:TCP/8080',
      ].sort(),
    );
  });

  test.each(appNames)('%s is closed in both directions without the table', async (name) => {
    const closed = changed(appValues(name), {
      metrics: { scrape: false },
      networkPolicy: {
        ingress: { apps: [], ipBlocks: [] },
        egress: { dns: false, apps: [], ipBlocks: [], internet: false, podIdentity: false },
      },
    });
    const objects = await template(closed);
    expect(networkFlows(objects)).toEqual([]);
    expect(only(objects, 'NetworkPolicy').spec.policyTypes).toEqual(['Ingress', 'Egress']);
  });
});

/** Values that a schema refuses, with the path and the reason that are told. */
const badlyTyped: [string, AppName, Values, RegExp][] = [
  ['an unknown value', 'web', { replica: 3 }, /at '': additional properties 'replica' not allowed/],
  [
    'an unknown value deep inside',
    'web',
    { ingress: { alb: { schema: 'internal' } } },
    /at '\/ingress\/alb': additional properties 'schema'/,
  ],
  ['a number as text', 'mobile-web', { replicas: '2' }, /at '\/replicas': got string, want integer/],
  ['no name', 'web', { name: '' }, /at '\/name': '' does not match pattern/],
  ['a name in capitals', 'web', { name: 'Web' }, /at '\/name': 'Web' does not match pattern/],
  ['a name that is too long', 'web', { name: 'w'.repeat(51) }, /at '\/name': maxLength: got 51, want 50/],
  ['no image', 'web', { image: undefined }, /at '\/image/],
  ['an image without tag or digest', 'web', { image: { digest: undefined } }, /at '\/image': 'oneOf' failed/],
  ['an image with both', 'web', { image: { tag: '1.0.0' } }, /at '\/image': 'oneOf' failed/],
  [
    'a tag in the repository',
    'web',
    { image: { repository: 'nxloy-web:1.0.0' } },
    /at '\/image\/repository': .* does not match pattern/,
  ],
  ['half a digest', 'web', { image: { digest: 'sha256:abc' } }, /at '\/image\/digest': .* does not match pattern/],
  ['less than no replicas', 'mobile-web', { replicas: -1 }, /at '\/replicas': minimum: got -1, want 0/],
  [
    'an unknown kind of autoscaling',
    'web',
    { autoscaling: { mode: 'cpu' } },
    /at '\/autoscaling\/mode': value must be one of 'none', 'resources', 'queue'/,
  ],
  [
    'none at all without a queue',
    'web',
    { autoscaling: { minReplicas: 0 } },
    /at '\/autoscaling\/minReplicas': minimum: got 0, want 1/,
  ],
  [
    'a queue without names',
    'worker',
    { autoscaling: { queue: { names: [] } } },
    /at '\/autoscaling\/queue\/names': minItems: got 0, want 1/,
  ],
  [
    'a target above the request',
    'web',
    { autoscaling: { targetCpu: 140 } },
    /at '\/autoscaling\/targetCpu': maximum: got 140, want 100/,
  ],
  [
    'two disruption budgets',
    'backend',
    { disruptionBudget: { maxUnavailable: 1 } },
    /at '\/disruptionBudget': maxProperties: got 2, want 1/,
  ],
  ['a budget of all', 'web', { disruptionBudget: { minAvailable: '100%' } }, /at '\/disruptionBudget\/minAvailable'/],
  ['a privileged port', 'web', { service: { port: 80 } }, /at '\/service\/port': minimum: got 80, want 1,?024/],
  [
    'a variable for a port that is not there',
    'web',
    { service: { port: undefined } },
    /at '\/service': properties? 'port' required, if 'portVariable' exists/,
  ],
  ['an Ingress without hosts', 'web', { ingress: { hosts: [] } }, /at '\/ingress\/hosts': minItems: got 0, want 1/],
  [
    'a host with a scheme',
    'web',
    { ingress: { hosts: ['https://app.nxloy.com'] } },
    /at '\/ingress\/hosts\/0': .* does not match pattern/,
  ],
  [
    'an Ingress without a port',
    'worker',
    { ingress: { className: 'alb', hosts: ['w.nxloy.com'] } },
    /at '\/service': missing property 'port'/,
  ],
  [
    'a weak TLS policy',
    'web',
    { ingress: { alb: { sslPolicy: 'ELBSecurityPolicy-2016-08' } } },
    /at '\/ingress\/alb\/sslPolicy': .* does not match pattern/,
  ],
  [
    'a probe without type',
    'web',
    { probes: { liveness: { type: undefined } } },
    /at '\/probes\/liveness': missing property 'type'/,
  ],
  [
    'an unknown probe',
    'web',
    { probes: { liveness: { type: 'exec' } } },
    /at '\/probes\/liveness\/type': value must be one of 'http', 'tcp', 'none'/,
  ],
  [
    'an http probe without path',
    'web',
    { probes: { readiness: { path: '' } } },
    /at '\/probes\/readiness\/path': '' does not match pattern/,
  ],
  ['no resources', 'web', { resources: undefined }, /at '\/resources': missing properties 'requests', 'limits'/],
  [
    'no memory limit',
    'web',
    { resources: { limits: { memory: undefined } } },
    /at '\/resources\/limits': missing property 'memory'/,
  ],
  [
    'memory in megabytes',
    'web',
    { resources: { requests: { memory: '256M' } } },
    /at '\/resources\/requests\/memory': '256M' does not match pattern/,
  ],
  [
    'CPU as a number',
    'web',
    { resources: { requests: { cpu: 1 } } },
    /at '\/resources\/requests\/cpu': got number, want string/,
  ],
  ['a variable that is a number', 'web', { env: { PORTS: 3 } }, /at '\/env\/PORTS': got number, want string/],
  [
    'a variable with a bad name',
    'web',
    { env: { 'MY-NAME': 'x' } },
    /at '\/env': additional properties 'MY-NAME' not allowed/,
  ],
  [
    'a Secret given by value',
    'backend',
    { secretEnv: { JWT_SECRET: 'hunter2' } },
    /at '\/secretEnv\/JWT_SECRET': got string, want object/,
  ],
  [
    'a Secret without key',
    'backend',
    { secretEnv: { JWT_SECRET: { key: undefined } } },
    /at '\/secretEnv\/JWT_SECRET': missing property 'key'/,
  ],
  ['root', 'web', { runAsUser: 0 }, /at '\/runAsUser': minimum: got 0, want 1/],
  ['a user by name', 'web', { runAsUser: 'node' }, /at '\/runAsUser': got string, want integer/],
  [
    'a toleration of everything',
    'worker',
    { tolerations: [{ operator: 'Exists' }] },
    /at '\/tolerations\/0': missing property 'key'/,
  ],
  ['an unknown spread', 'web', { spread: { zones: 'Never' } }, /at '\/spread\/zones': value must be one of/],
  [
    'a range that is none',
    'web',
    { networkPolicy: { ingress: { ipBlocks: ['10.40.0.0/33'] } } },
    /at '\/networkPolicy\/ingress\/ipBlocks\/0': .* does not match pattern/,
  ],
  [
    'a range without ports',
    'backend',
    { networkPolicy: { egress: { ipBlocks: [{ cidr: '10.0.0.0/8', ports: [] }] } } },
    /at '\/networkPolicy\/egress\/ipBlocks\/0\/ports': minItems: got 0, want 1/,
  ],
  [
    'callers of an app without port',
    'worker',
    { networkPolicy: { ingress: { apps: ['web'] } } },
    /at '\/service': missing property 'port'/,
  ],
  ['metrics without a port', 'worker', { metrics: { scrape: true } }, /at '\/service': missing property 'port'/],
  [
    'a writable folder without size',
    'web',
    { writablePaths: [{ path: '/cache' }] },
    /at '\/writablePaths\/0': missing property 'size'/,
  ],
  [
    'a relative path',
    'web',
    { writablePaths: [{ path: 'cache', size: '1Mi' }] },
    /at '\/writablePaths\/0\/path': 'cache' does not match pattern/,
  ],
];

/** Values that contradict each other, with the message that is told. */
const contradicting: [string, AppName, Values, string][] = [
  [
    'latest',
    'web',
    { image: { digest: undefined, tag: 'latest' } },
    'image.tag: received latest: must name one version: give image.digest',
  ],
  [
    'less memory than requested',
    'web',
    { resources: { requests: { memory: '1Gi' } } },
    'resources.limits.memory: received 512Mi: must not be below resources.requests.memory (1Gi): raise the limit',
  ],
  [
    'less memory in another unit',
    'backend',
    { resources: { requests: { memory: '1048Mi' } } },
    'resources.limits.memory: received 1Gi: must not be below resources.requests.memory (1048Mi)',
  ],
  [
    'less CPU in another unit',
    'backend',
    { resources: { requests: { cpu: '501m' }, limits: { cpu: '0.5' } } },
    'resources.limits.cpu: received 0.5: must not be below resources.requests.cpu (501m)',
  ],
  [
    'less CPU than requested',
    'backend',
    { resources: { requests: { cpu: '1.5' } } },
    'resources.limits.cpu: received 1: must not be below resources.requests.cpu (1.5)',
  ],
  [
    'fewer pods at most than at least',
    'web',
    { autoscaling: { maxReplicas: 1 } },
    'autoscaling.maxReplicas: received 1: must not be below autoscaling.minReplicas (2)',
  ],
  [
    'autoscaling without a target',
    'web',
    { autoscaling: { targetCpu: null } },
    'autoscaling.targetCpu: received null, as targetMemory: must be a percentage',
  ],
  [
    'a budget that blocks every drain',
    'backend',
    { disruptionBudget: { minAvailable: 3 } },
    'autoscaling.minReplicas: received 3: must be above disruptionBudget.minAvailable (3, of so many pods 3)',
  ],
  [
    'a budget in percent that does',
    'mobile-web',
    { disruptionBudget: { minAvailable: '51%' } },
    'replicas: received 2: must be above disruptionBudget.minAvailable (51%, of so many pods 2)',
  ],
  [
    'one port twice',
    'backend',
    { metrics: { port: 8080 } },
    'metrics.port: received 8080: must differ from service.port',
  ],
  [
    'public metrics',
    'backend',
    { ingress: { paths: ['/'] } },
    'ingress.paths: received /: must not lead to metrics.path (/metrics), which would be public',
  ],
  [
    'public metrics below a prefix',
    'backend',
    { metrics: { path: '/api/metrics' } },
    'ingress.paths: received /api: must not lead to metrics.path (/api/metrics)',
  ],
  [
    'a probe of a port that is not there',
    'worker',
    { probes: { readiness: { type: 'tcp' } } },
    'probes.readiness.port: received http: must be a port that the app has: give service.port',
  ],
  [
    'a probe of metrics that are not there',
    'web',
    { probes: { readiness: { port: 'metrics' } } },
    'probes.readiness.port: received metrics: must be a port that the app has: give metrics.port',
  ],
  [
    'a probe that overtakes itself',
    'web',
    { probes: { readiness: { timeoutSeconds: 10 } } },
    'probes.readiness.timeoutSeconds: received 10: must not be above periodSeconds (5)',
  ],
  [
    'a liveness probe that kills what starts',
    'web',
    { probes: { startup: { type: 'none' } } },
    'probes.startup.type: received none: must not be none with a liveness probe (http)',
  ],
  [
    'a pod that leaves before the load balancer knows',
    'web',
    { lifecycle: { preStopSleepSeconds: 19 } },
    'lifecycle.preStopSleepSeconds: received 19: must be at least ingress.alb.deregistrationDelaySeconds (15) and 5 more',
  ],
  [
    'a longer delay than the sleep',
    'web',
    { ingress: { alb: { deregistrationDelaySeconds: 30 } } },
    'lifecycle.preStopSleepSeconds: received 20: must be at least ingress.alb.deregistrationDelaySeconds (30) and 5 more',
  ],
  [
    'a pod that leaves before its callers know',
    'ai-mcp',
    { lifecycle: { preStopSleepSeconds: 4 } },
    'lifecycle.preStopSleepSeconds: received 4: must be at least 5 with a Service',
  ],
  [
    'a pod that is killed at work',
    'web',
    { lifecycle: { terminationGracePeriodSeconds: 50 } },
    'lifecycle.terminationGracePeriodSeconds: received 50: must be above preStopSleepSeconds and drainSeconds together (50)',
  ],
  [
    'a variable twice',
    'backend',
    { config: { env: { JWT_EXPIRES_IN: '1h' } } },
    'env.JWT_EXPIRES_IN: received twice, also in config.env',
  ],
  [
    "the port's variable twice",
    'web',
    { env: { PORT: '80' } },
    'env.PORT: received twice, also in service.portVariable',
  ],
  [
    'a folder in a folder',
    'web',
    { writablePaths: [{ path: '/etc/nxloy/cache', size: '1Mi' }] },
    'writablePaths: received /etc/nxloy/cache: must not lie in config.mountPath (/etc/nxloy)',
  ],
  [
    'a folder twice',
    'web',
    { writablePaths: [{ path: '/tmp', size: '1Mi' }] },
    'writablePaths: received /tmp: must not lie in tmp (/tmp)',
  ],
  [
    'a way around the deregistration delay',
    'web',
    { ingress: { annotations: { 'alb.ingress.kubernetes.io/target-group-attributes': 'x=y' } } },
    'ingress.annotations.alb.ingress.kubernetes.io/target-group-attributes: received x=y: must not be set here',
  ],
  [
    'another way around it',
    'web',
    { ingress: { alb: { targetGroupAttributes: { 'deregistration_delay.timeout_seconds': '300' } } } },
    'ingress.alb.targetGroupAttributes.deregistration_delay.timeout_seconds: received 300: must not be set here',
  ],
  [
    'a label that selects pods',
    'web',
    { podLabels: { app: 'backend' } },
    'podLabels.app: received backend: must not be set here, the chart does',
  ],
  [
    'a label that says whose ServiceMonitor it is',
    'backend',
    { metrics: { labels: { 'app.kubernetes.io/name': 'web' } } },
    'metrics.labels.app.kubernetes.io/name: received web: must not be set here',
  ],
  [
    'the annotation that rolls the pods',
    'web',
    { podAnnotations: { 'checksum/config': 'always' } },
    'podAnnotations.checksum/config: received always: must not be set here',
  ],
  [
    'a password in plain values',
    'web',
    { env: { DB_PASSWORD: 'hunter2' } },
    'env.DB_PASSWORD: received a value that looks secret (not shown): must not stand in values',
  ],
  [
    'an address with a password',
    'web',
    { config: { env: { CACHE: 'rediss://:hunter2@cache:6379' } } },
    'config.env.CACHE: received a value that looks secret (not shown)',
  ],
];

describeWithHelm('bad values are refused by the schema, with their path', () => {
  test.each(badlyTyped)('%s (%s)', async (_, name, changes, message) => {
    const { exitCode, stderr } = await tryTemplate(changed(appValues(name), changes));
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(1);
  });
});

describeWithHelm('values that contradict each other are refused, with the mend', () => {
  test.each(contradicting)('%s (%s)', async (_, name, changes, message) => {
    const { exitCode, stderr } = await tryTemplate(changed(appValues(name), changes));
    expect(stderr).toContain(message);
    expect(stderr).toContain('1 value(s) refused');
    expect(stderr).not.toContain('hunter2');
    expect(exitCode).toBe(1);
  });

  test('all of them at once', async () => {
    const { stderr } = await tryTemplate(
      changed(appValues('web'), { resources: { requests: { memory: '1Gi' } }, autoscaling: { maxReplicas: 1 } }),
    );
    expect(stderr).toContain('web: 2 value(s) refused');
  });

  test('the edges are allowed', async () => {
    await template(changed(appValues('web'), { lifecycle: { terminationGracePeriodSeconds: 51 } }));
    await template(changed(appValues('web'), { resources: { requests: { memory: '524288Ki' } } }));
    await template(changed(appValues('backend'), { ingress: { paths: ['/metric', '/api'] } }));
    await template(changed(appValues('mobile-web'), { disruptionBudget: { minAvailable: '50%' } }));
    await template(changed(appValues('worker'), { autoscaling: { minReplicas: 0 } }));
    await template(changed(appValues('web'), { env: { NEXT_PUBLIC_MAP_TOKEN: 'public' } }));
  });

  test('an older Kubernetes', async () => {
    const { stderr } = await tryTemplate(appValues('web'), '1.33.0');
    expect(stderr).toContain('chart requires kubeVersion: >=1.34.0-0');
  });

  test('a version as EKS reports it is none of the older ones', async () => {
    await template(appValues('web'), '1.35.1-eks-1a2b3c4');
  });
});
