import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Cluster, describeUnless, freshNamespace } from '../support/cluster';
import { changed, chartValues, helm, type HelmResult, migrationsChart } from '../support/helm';
import { type Image, provideImages, realNodeMissing } from '../support/real-node';

/** charts/migrations against a PostgreSQL that runs in a pod: roles and schema, again, and a migration that fails. */

const namespace = 'nxloy-migrations';
const repository = 'nxloy.test/migrations';
/** No image knows this user. */
const userId = 1_000_690_000;

const image = (version: string, migrations: string): Image => ({
  tag: `${repository}:${version}`,
  fixture: 'postgres',
  buildArguments: { MIGRATIONS: migrations },
});

let cluster: Cluster;

const kubectl = (...args: readonly string[]): Promise<string> => cluster.kubectl('--namespace', namespace, ...args);

/** Deploys that version's migrations, as Terraform's provider does it. */
async function migrate(version: string): Promise<HelmResult> {
  const values = changed(chartValues('migrations'), {
    image: { repository, digest: undefined, tag: version },
    sslMode: 'disable',
    retries: 0,
    deadlineSeconds: 60,
    runAsUser: userId,
    networkPolicy: { egress: { apps: [{ name: 'postgres', port: 5432 }] } },
  });
  const flags = ['--atomic', '--cleanup-on-fail', '--wait', '--wait-for-jobs', '--timeout', '90s'];
  const args = ['upgrade', '--install', 'migrations', migrationsChart, ...flags, '--namespace', namespace];
  return helm(args, values, cluster.environment);
}

const migrationLog = (): Promise<string> => kubectl('logs', 'job/migrations', '--container', 'migrations');

/** What the database answers to a statement, row by row. */
async function query(statement: string, user = 'nxloy_master', password = 'only-for-this-test'): Promise<string[]> {
  const login = `host=127.0.0.1 dbname=postgres user=${user} password=${password}`;
  const psql = ['psql', '--no-psqlrc', '--quiet', '--no-align', '--tuples-only', '--dbname', login];
  const printed = await kubectl('exec', 'postgres', '--', ...psql, '--command', statement);
  return printed.split('\n').filter(Boolean);
}

const asApp = (statement: string): Promise<string[]> => query(statement, 'nxloy_app_a', 'only-for-the-first-app');

/** Everything that a run could have written: roles with their passwords, grants, tables, and the record of migrations. */
const written = async (): Promise<string[][]> =>
  Promise.all([
    query('SELECT xmin, rolname, rolpassword FROM pg_authid ORDER BY rolname'),
    query("SELECT xmin, relname, relacl FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY relname"),
    query('SELECT xmin, migration_name, finished_at FROM _prisma_migrations'),
  ]);

describeUnless(realNodeMissing())('migrations on a real node', () => {
  beforeAll(async () => {
    cluster = await Cluster.connect();
    await provideImages(cluster, [image('1.0.0', '0001*'), image('2.0.0', '*')]);
    await freshNamespace(cluster, namespace);
    const server = readFileSync(path.join(__dirname, '..', 'fixtures', 'postgres', 'server.yaml'), 'utf8');
    expect(await cluster.send(server, 'create', '--namespace', namespace)).not.toMatch(/warn/i);
    await kubectl('wait', '--for=condition=Ready', 'pod/postgres', '--timeout=90s');
  });

  afterAll(async () => {
    await cluster?.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s');
  });

  test('the schema and the roles are made, as a user that no image knows', async () => {
    const { exitCode, stderr } = await migrate('1.0.0');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(await migrationLog()).toBe('0001_customers: applied');
    expect(await query("SELECT rolname FROM pg_roles WHERE rolname LIKE 'nxloy_app%' ORDER BY rolname")).toEqual([
      'nxloy_app',
      'nxloy_app_a',
      'nxloy_app_b',
    ]);
    const pod = JSON.parse(await kubectl('get', 'pods', '--selector', 'job-name=migrations', '--output', 'json'))
      .items[0];
    expect(pod.spec.securityContext.runAsUser).toBe(userId);
    expect(pod.status.phase).toBe('Succeeded');
  });

  test('the application reads and writes what the migration made, and changes no schema', async () => {
    expect(await asApp("INSERT INTO customers (name) VALUES ('Ada') RETURNING id, name")).toEqual(['1|Ada']);
    await expect(asApp('CREATE TABLE mine (id bigint)')).rejects.toThrow(/permission denied for schema public/);
  });

  test('the look that is taken at the roles by the clock closes the record of migrations', async () => {
    await kubectl('create', 'job', 'roles-now', '--from=cronjob/database-roles');
    await kubectl('wait', '--for=condition=Complete', 'job/roles-now', '--timeout=60s');
    await expect(asApp('SELECT * FROM _prisma_migrations')).rejects.toThrow(/permission denied for table/);
  });

  test('a second run changes nothing', async () => {
    const before = await written();
    expect((await migrate('1.0.0')).exitCode).toBe(0);
    expect(await migrationLog()).toBe('0001_customers: nothing to do');
    expect(await written()).toEqual(before);
  });

  test('a migration that fails leaves database and release as they were, and its log to be read', async () => {
    const before = await written();
    const { exitCode, stderr } = await migrate('2.0.0');
    expect(stderr).toContain('has been rolled back due to atomic being set');
    expect(exitCode).toBe(1);
    expect(await migrationLog()).toMatch(/relation "tiers" does not exist/);
    expect(await written()).toEqual(before);

    const { stdout } = await helm(
      ['status', 'migrations', '--namespace', namespace, '--output', 'json'],
      undefined,
      cluster.environment,
    );
    const { info, config } = JSON.parse(stdout);
    expect(info.status).toBe('deployed');
    expect(config.image.tag).toBe('1.0.0');
  });

  test('the next deployment tries again', async () => {
    expect((await migrate('1.0.0')).exitCode).toBe(0);
    expect(await migrationLog()).toBe('0001_customers: nothing to do');
  });
});
