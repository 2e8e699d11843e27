import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';

/** Where the upstream project keeps the definition of kinds that the charts use: one tag of one repository. */
interface Source {
  readonly repository: string;
  readonly tag: string;
  /** The same sources as a Go module, for machines that reach registries of packages only. */
  readonly goModule: string;
  readonly files: readonly string[];
}

const sources: readonly Source[] = [
  {
    repository: 'kedacore/keda',
    tag: 'v2.20.2',
    goModule: 'github.com/kedacore/keda/v2',
    files: ['config/crd/bases/keda.sh_scaledobjects.yaml', 'config/crd/bases/keda.sh_triggerauthentications.yaml'],
  },
  {
    repository: 'prometheus-operator/prometheus-operator',
    tag: 'v0.92.0',
    goModule: 'github.com/prometheus-operator/prometheus-operator',
    files: ['example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml'],
  },
];

async function fromGitHub({ repository, tag, files }: Omit<Source, 'goModule'>): Promise<string[]> {
  return Promise.all(
    files.map(async (file) => {
      const url = `https://raw.githubusercontent.com/${repository}/${tag}/${file}`;
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return response.text();
    }),
  );
}

async function fromGoModule({ goModule, tag, files }: Source): Promise<string[]> {
  const { stdout } = await execa('go', ['mod', 'download', '-json', `${goModule}@${tag}`], { cwd: os.tmpdir() });
  const { Dir: directory } = JSON.parse(stdout) as { Dir: string };
  return files.map((file) => readFileSync(path.join(directory, file), 'utf8'));
}

/** The custom resource definitions of KEDA and ServiceMonitor from their projects; undefined where neither way is open. */
export async function upstreamCrds(): Promise<string[] | undefined> {
  try {
    const found = sources.map((source) => fromGitHub(source).catch(() => fromGoModule(source)));
    return (await Promise.all(found)).flat();
  } catch {
    return undefined;
  }
}

const externalSecrets = {
  repository: 'external-secrets/external-secrets',
  tag: 'v2.9.0',
  files: [
    'config/crds/bases/external-secrets.io_externalsecrets.yaml',
    'config/crds/bases/external-secrets.io_secretstores.yaml',
  ],
};

/**
 * The definitions of External Secrets, from its project or from the file that `EXTERNAL_SECRETS_CRDS` names; undefined
 * where there is neither. As a Go module they cannot be had: the project's version 2 is no version of its module.
 */
export async function externalSecretsCrds(): Promise<string[] | undefined> {
  const file = process.env.EXTERNAL_SECRETS_CRDS;
  if (file) return [readFileSync(file, 'utf8')];
  return fromGitHub(externalSecrets).catch(() => undefined);
}

/** Definitions of the same kinds that accept anything: enough to install and to uninstall. */
export const externalSecretsStandIns: readonly object[] = ['ExternalSecret', 'SecretStore'].map((kind) => {
  const plural = `${kind.toLowerCase()}s`;
  const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.external-secrets.io` },
    spec: {
      group: 'external-secrets.io',
      names: { kind, plural, singular: kind.toLowerCase() },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: anything } }],
    },
  };
});
