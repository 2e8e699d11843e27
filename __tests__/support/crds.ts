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

async function fromGitHub({ repository, tag, files }: Source): Promise<string[]> {
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
