import path from 'node:path';
import { execa } from 'execa';
import { describeUnless } from '../support/cluster';
import { type Login, postgresMissing, PostgresServer } from '../support/postgres';

/** What charts/migrations does to a real database, as a master that is no superuser: RDS gives out nothing more. */

const missing = postgresMissing();
const script = path.join(__dirname, '..', '..', 'charts', 'migrations', 'files', 'roles.sh');

/** Has to be quoted wherever a password can stand: in SQL, shells, addresses and psql's own commands. */
const awkward = ` p@ss:w/o?r#d%20+&= 'single' "double" \\n $HOME \`id\` :login {é} `;
const master: Login = { user: 'nxloy_master', password: `master${awkward}` };
const userA: Login = { user: 'nxloy_app_a', password: `a${awkward}` };
const userB: Login = { user: 'nxloy_app_b', password: `b${awkward}` };

let server: PostgresServer;

/** What a query answers, fields separated by |. */
async function query(login: Login, sql: string, database = 'nxloy'): Promise<string> {
  const args = ['--no-psqlrc', '--no-align', '--tuples-only', '--quiet', '--set', 'ON_ERROR_STOP=1', '--command', sql];
  return (await execa('psql', args, { env: server.variables(login, database) })).stdout;
}

const asAdministrator = (sql: string, database?: string): Promise<string> => query(server.administrator, sql, database);

interface Run {
  readonly exitCode: number | undefined;
  readonly output: string;
}

/** Runs the script as the pods do: without a terminal, which psql would prefer for passwords. */
async function applyRoles(
  application: Login,
  next: Login = { user: '', password: '' },
  variables: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const { exitCode, all } = await execa('/bin/sh', [script], {
    env: {
      ...server.variables(master, 'nxloy'),
      APP_USERNAME: application.user,
      APP_PASSWORD: application.password,
      NEXT_USERNAME: next.user,
      NEXT_PASSWORD: next.password,
      ...variables,
    },
    detached: true,
    reject: false,
    all: true,
  });
  return { exitCode, output: all };
}

/** A connection that stays open, as an application's pool keeps them. */
function connect(login: Login): { ask(sql: string): Promise<string>; close(): void } {
  const psql = execa('psql', ['--no-psqlrc', '--no-align', '--tuples-only', '--quiet'], {
    env: server.variables(login, 'nxloy'),
    reject: false,
  });
  return {
    ask: (sql) =>
      new Promise((resolve) => {
        psql.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
        psql.stdin.write(`${sql};\n`);
      }),
    close: () => psql.stdin.end(),
  };
}

/** The next transaction's number: it grows with each transaction that writes, and only then. */
const nextTransaction = (): Promise<string> => asAdministrator('SELECT pg_snapshot_xmax(pg_current_snapshot())');

describeUnless(missing)('roles of the database', () => {
  beforeAll(async () => {
    server = await PostgresServer.start({ log_statement: 'all', autovacuum: 'off' });
    await asAdministrator(
      `CREATE ROLE ${master.user} LOGIN CREATEROLE CREATEDB PASSWORD $p$${master.password}$p$`,
      'postgres',
    );
    await asAdministrator(`CREATE DATABASE nxloy OWNER ${master.user}`, 'postgres');
    await asAdministrator('CREATE VIEW of_an_extension AS SELECT 1');
    await query(master, 'CREATE TABLE existing (id serial, name text); CREATE TABLE _prisma_migrations (id text)');
  });

  afterAll(() => server?.stop());

  test('the first run makes the user that is asked for', async () => {
    expect(await applyRoles(userA)).toMatchObject({ exitCode: 0 });
    expect(await query(userA, 'SELECT current_user')).toBe(userA.user);
    await expect(query(userB, 'SELECT 1')).rejects.toThrow(/authentication failed/);
    expect(
      await asAdministrator(
        `SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolcanlogin FROM pg_roles
         WHERE rolname LIKE 'nxloy_app%' ORDER BY 1`,
      ),
    ).toBe('nxloy_app|f|f|f|f\nnxloy_app_a|f|f|f|t');
  });

  test('it reads and writes rows, also of tables that come later', async () => {
    await query(master, 'CREATE TABLE later (id serial, name text)');
    for (const table of ['existing', 'later']) {
      await query(userA, `INSERT INTO ${table} (name) VALUES ('x'); UPDATE ${table} SET name = 'y'`);
      expect(await query(userA, `SELECT id, name FROM ${table}`)).toBe('1|y');
      await query(userA, `DELETE FROM ${table}`);
    }
  });

  test.each([
    ['changes the schema', 'CREATE TABLE own (id int)'],
    ['empties tables', 'TRUNCATE existing'],
    ['drops tables', 'DROP TABLE existing'],
    ['reads the record of migrations', 'SELECT FROM _prisma_migrations'],
    ['writes the record of migrations', "INSERT INTO _prisma_migrations VALUES ('x')"],
    ['reads what belongs to others', 'SELECT FROM of_an_extension'],
    ['makes roles', 'CREATE ROLE another'],
    ['becomes the master', `SET ROLE ${master.user}`],
  ])('it never %s', async (_, sql) => {
    await expect(query(userA, sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  test('a run that finds everything in place writes nothing', async () => {
    await applyRoles(userA);
    const before = await nextTransaction();
    expect(await applyRoles(userA)).toEqual({ exitCode: 0, output: '' });
    expect(await nextTransaction()).toBe(before);
  });

  test('the record of migrations is taken back when a migration has made it', async () => {
    await query(master, 'DROP TABLE _prisma_migrations; CREATE TABLE _prisma_migrations (id text)');
    await query(userA, 'SELECT FROM _prisma_migrations');
    await applyRoles(userA);
    await expect(query(userA, 'SELECT FROM _prisma_migrations')).rejects.toThrow(/permission denied/);
  });

  test('a rotation lets both users in until everybody has moved, and cuts off no connection', async () => {
    const connection = connect(userA);
    expect(await connection.ask('SELECT count(*) FROM existing')).toBe('0');

    expect((await applyRoles(userA, userB)).exitCode).toBe(0);
    for (const user of [userA, userB]) expect(await query(user, 'SELECT count(*) FROM later')).toBe('0');

    expect((await applyRoles(userB)).exitCode).toBe(0);
    for (const user of [userA, userB]) expect(await query(user, 'SELECT count(*) FROM later')).toBe('0');

    const again = { ...userA, password: `again${awkward}` };
    expect((await applyRoles(userB, again)).exitCode).toBe(0);
    expect(await query(again, 'SELECT current_user')).toBe(userA.user);
    await expect(query(userA, 'SELECT 1')).rejects.toThrow(/authentication failed/);
    expect(await query(userB, 'SELECT current_user')).toBe(userB.user);

    expect(await connection.ask('SELECT count(*) FROM existing')).toBe('0');
    connection.close();
  });

  test('a membership that was taken away by hand is given back', async () => {
    await query(master, `REVOKE nxloy_app FROM ${userB.user}`);
    await expect(query(userB, 'SELECT FROM existing')).rejects.toThrow(/permission denied/);
    await applyRoles(userB);
    await query(userB, 'SELECT FROM existing');
  });

  test('two runs at once do not stumble over each other', async () => {
    const fresh = { user: 'nxloy_app_c', password: 'c' };
    const runs = await Promise.all([applyRoles(userB, fresh), applyRoles(userB, fresh), applyRoles(userB, fresh)]);
    for (const run of runs) expect(run).toMatchObject({ exitCode: 0 });
  });

  test.each([
    ['the master', master.user],
    ['the administrator', 'administrator'],
    ['the group', 'nxloy_app'],
    ['a name without a letter', 'nxloy_app_'],
    ['a name in capitals', 'NXLOY_APP_A'],
    ['SQL', 'nxloy_app_a" SUPERUSER'],
    ['nothing', ''],
  ])('%s is refused as user, and nobody is changed', async (_, user) => {
    const roles = 'SELECT rolname, rolpassword FROM pg_authid ORDER BY 1';
    const before = await asAdministrator(roles);
    const { exitCode, output } = await applyRoles({ user, password: 'x' });
    expect(output).toMatch(/roles: user ".*": is .*: choose nxloy_app_a or nxloy_app_b/);
    expect(exitCode).toBe(1);
    expect(await asAdministrator(roles)).toBe(before);
  });

  test('an empty password is refused', async () => {
    expect(await applyRoles({ ...userB, password: '' })).toEqual({
      exitCode: 1,
      output: 'roles: user "nxloy_app_b": has no password in the secret',
    });
  });

  test('a master that cannot log in fails the run', async () => {
    const { exitCode } = await execa('/bin/sh', [script], {
      env: {
        ...server.variables({ ...master, password: 'wrong' }, 'nxloy'),
        APP_USERNAME: userB.user,
        APP_PASSWORD: userB.password,
        NEXT_USERNAME: '',
        NEXT_PASSWORD: '',
      },
      reject: false,
    });
    expect(exitCode).not.toBe(0);
  });

  test('with every statement logged, the log holds hashes and no password', () => {
    expect(server.log).toMatch(/ALTER USER "?nxloy_app_a"? PASSWORD 'SCRAM-SHA-256\$/);
    for (const part of [`a${awkward}`, `b${awkward}`, 'again']) expect(server.log).not.toContain(part);
  });

  test('a database that does not answer is waited for, and then named', async () => {
    const { exitCode, output } = await applyRoles({ user: 'nxloy_app_a', password: 'x' }, undefined, {
      PGHOST: '127.0.0.1',
      PGPORT: '1',
    });
    expect(output).toContain('roles: the database does not answer at 127.0.0.1:1');
    expect(exitCode).toBe(1);
  }, 60_000);

  test('an image without psql is named', async () => {
    const { exitCode, output } = await applyRoles({ user: 'nxloy_app_a', password: 'x' }, undefined, {
      PATH: '/nowhere',
    });
    expect(output).toContain('the image has no psql');
    expect(exitCode).toBe(1);
  });
});
