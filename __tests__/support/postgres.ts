import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';

const debianFolder = '/usr/lib/postgresql';

/** Folder with the server's programs: `POSTGRES_BIN`, or the newest one that Debian's packages have installed. */
const programs = (): string | undefined => {
  const installed = existsSync(debianFolder) ? readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a)) : [];
  const candidates = [process.env.POSTGRES_BIN, ...installed.map((version) => `${debianFolder}/${version}/bin`)];
  return candidates.find((folder) => folder && existsSync(path.join(folder, 'postgres')));
};

/** Says what is missing when PostgreSQL is; undefined when it is there. */
export const postgresMissing = (): string | undefined =>
  programs()
    ? undefined
    : 'no PostgreSQL to test on: `apt-get install postgresql`, or set POSTGRES_BIN to the folder of its programs';

/** Who asks. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** A server that only this process can reach, by a socket in a folder of its own. It refuses root, and is not run by it. */
export class PostgresServer {
  readonly administrator: Login = { user: 'administrator', password: 'only-for-this-test' };

  private constructor(
    private readonly folder: string,
    private readonly owner: { readonly uid: number; readonly gid: number } | undefined,
  ) {}

  static async start(settings: Readonly<Record<string, string>>): Promise<PostgresServer> {
    // Not in the folder of the tests, which the server's user may not enter; a socket's path must be short besides.
    const folder = mkdtempSync('/tmp/nxloy-postgres-');
    const owner = process.getuid?.() === 0 ? idsOf('postgres') : undefined;
    const server = new PostgresServer(folder, owner);
    const passwordFile = path.join(folder, 'password');
    writeFileSync(passwordFile, server.administrator.password);
    if (owner) for (const name of [folder, passwordFile]) chownSync(name, owner.uid, owner.gid);
    const login = [`--username=${server.administrator.user}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    await server.program('initdb', ...login, '--encoding=UTF8', '--no-sync');
    const options = { listen_addresses: '', unix_socket_directories: folder, fsync: 'off', ...settings };
    const flags = Object.entries(options).map(([name, value]) => `-c ${name}='${value}'`);
    await server.program('pg_ctl', 'start', '--wait', `--log=${server.logFile}`, `--options=${flags.join(' ')}`);
    return server;
  }

  async stop(): Promise<void> {
    await this.program('pg_ctl', 'stop', '--mode=immediate');
    rmSync(this.folder, { recursive: true });
  }

  /** Variables by which libpq finds a database. */
  variables({ user, password }: Login, database: string): NodeJS.ProcessEnv {
    return { PGHOST: this.folder, PGDATABASE: database, PGUSER: user, PGPASSWORD: password, PGSSLMODE: 'disable' };
  }

  /** Everything that the server has logged. */
  get log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  private get logFile(): string {
    return path.join(this.folder, 'log');
  }

  private async program(name: string, ...args: readonly string[]): Promise<void> {
    const env = { PGDATA: path.join(this.folder, 'data') };
    await execa(path.join(programs()!, name), args, {
      ...this.owner,
      env,
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}

const idsOf = (user: string): { uid: number; gid: number } => {
  const id = (flag: string): number => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};
