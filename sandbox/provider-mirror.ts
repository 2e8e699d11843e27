import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where Terraform gets its plugins from on this machine. */
export interface ProviderMirror {
  /** To be added to Terraform's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Which of these plugins (`hashicorp/aws` …) Terraform can get: those in a local mirror, and the others when the
   * registry answers.
   */
  available(sources: readonly string[]): Promise<string[]>;
}

export interface ProviderMirrorOptions {
  /** Folder for the CLI configuration file, when one has to be written. */
  readonly workDirectory: string;
  /** @default - the process's own */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Root of the file system. @default '/' */
  readonly root?: string;
  /** Whether Terraform's registry answers. @default - asks it */
  readonly registryAnswers?: () => Promise<boolean>;
}

const registry = 'registry.terraform.io';

/**
 * Folders that Terraform searches by itself.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
const impliedMirrors = (home: string, root: string): string[] => [
  path.join(home, '.terraform.d', 'plugins'),
  path.join(home, '.local', 'share', 'terraform', 'plugins'),
  path.join(root, 'usr', 'local', 'share', 'terraform', 'plugins'),
  path.join(root, 'usr', 'share', 'terraform', 'plugins'),
];

const subfolders = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
        .map(({ name }) => path.join(folder, name))
    : [];

/** Folders where administrators put mirrors that Terraform has to be told about. */
const customMirrors = (root: string): string[] =>
  ['opt', 'srv', path.join('usr', 'local', 'share'), path.join('usr', 'share')]
    .flatMap((parent) => subfolders(path.join(root, parent)))
    .filter((folder) => existsSync(path.join(folder, registry)));

/** A plugin's folder in a mirror; sources may leave out the registry, and the namespace `hashicorp`. */
function mirrorPath(source: string): string {
  const parts = source.split('/');
  return [registry, 'hashicorp']
    .slice(0, 3 - parts.length)
    .concat(parts)
    .join('/');
}

const holds = (mirror: string, source: string): boolean => existsSync(path.join(mirror, mirrorPath(source)));

/** The CLI configuration that is in force already: the file that the variable names, or the one in the home folder. */
const existingConfiguration = (named: string | undefined, home: string): string | undefined =>
  [named, path.join(home, '.terraformrc')].find((file): file is string => !!file && existsSync(file));

/** Folders that a CLI configuration installs from; without an installation block those that Terraform searches itself. */
function mirrorsNamedIn(file: string, implied: readonly string[]): readonly string[] {
  const text = readFileSync(file, 'utf8');
  if (!text.includes('provider_installation')) return implied;
  return [...text.matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g)].map(([, folder]) => folder!);
}

/** A configuration switches off the folders that Terraform searches by itself, so it names all of them. */
function writeConfiguration(mirrors: readonly string[], workDirectory: string): string {
  const held = mirrors.flatMap((mirror) =>
    subfolders(path.join(mirror, registry)).flatMap((namespace) =>
      subfolders(namespace).map((plugin) => path.relative(mirror, plugin)),
    ),
  );
  const file = path.join(workDirectory, 'terraform.rc');
  const lines = [
    'provider_installation {',
    ...mirrors.flatMap((mirror) => ['  filesystem_mirror {', `    path    = ${JSON.stringify(mirror)}`, '  }']),
    '  direct {',
    `    exclude = ${JSON.stringify([...new Set(held)])}`,
    '  }',
    '}',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

const registryAnswers = (): Promise<boolean> =>
  fetch(`https://${registry}/.well-known/terraform.json`, { signal: AbortSignal.timeout(3000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Finds a local mirror of Terraform's plugins, so that the sandbox also works on machines that cannot reach the
 * registry. A CLI configuration that exists is respected; where there is none, one is written for a mirror that
 * Terraform would not find by itself.
 */
export function providerMirror(options: ProviderMirrorOptions): ProviderMirror {
  const { workDirectory, environment = process.env, root = '/' } = options;
  const home = environment.HOME ?? homedir();
  const named = environment.TF_CLI_CONFIG_FILE;
  const existing = existingConfiguration(named, home);
  const implied = impliedMirrors(home, root).filter((folder) => existsSync(folder));
  const custom = existing === undefined ? customMirrors(root) : [];
  const mirrors = existing === undefined ? [...implied, ...custom] : mirrorsNamedIn(existing, implied);
  return {
    environment:
      custom.length > 0
        ? { TF_CLI_CONFIG_FILE: writeConfiguration(mirrors, workDirectory) }
        : // A name that leads nowhere makes every Terraform command warn.
          named && !existsSync(named)
          ? { TF_CLI_CONFIG_FILE: '' }
          : {},
    available: async (sources) => {
      const local = sources.filter((source) => mirrors.some((mirror) => holds(mirror, source)));
      if (local.length === sources.length) return local;
      return (await (options.registryAnswers ?? registryAnswers)()) ? [...sources] : local;
    },
  };
}
