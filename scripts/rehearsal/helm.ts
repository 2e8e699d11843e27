import { parse } from 'yaml';
import type { DescribedRelease } from '../../sandbox/releases';
import { runTool } from '../kubernetes/kubectl';

/** Values of a chart. */
export type Values = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `over` laid over `base`, key by key; anything but a map is replaced whole. */
const merge = (base: Values, over: Values): Values =>
  Object.entries(over).reduce<Values>((merged, [key, value]) => {
    const below = merged[key];
    return { ...merged, [key]: isMap(below) && isMap(value) ? merge(below, value) : value };
  }, base);

/** What the documents of a release say together. */
export const valuesOf = ({ values }: Pick<DescribedRelease, 'values'>): Values =>
  values.map((document) => (parse(document) ?? {}) as Values).reduce(merge, {});

export interface DeployOptions {
  /** Folder of the chart. */
  readonly chart: string;
  readonly values: Values;
  /** Seconds for everything to become ready. @default - as long as the release says */
  readonly timeout?: number;
}

/** Helm on one cluster, told what Terraform's provider is told (constructs/platform/release.ts). */
export class Helm {
  constructor(private readonly kubeconfig: string) {}

  /** Installs or upgrades a release, and waits until all of it is ready. */
  async deploy(release: DescribedRelease, { chart, values, timeout = release.timeout }: DeployOptions): Promise<void> {
    await this.run(
      [
        'upgrade',
        '--install',
        release.name,
        chart,
        ...['--namespace', release.namespace, ...(release.create_namespace ? ['--create-namespace'] : [])],
        ...['--atomic', '--cleanup-on-fail', '--wait', '--wait-for-jobs'],
        ...['--timeout', `${timeout}s`, '--history-max', String(release.max_history), '--values', '-'],
      ],
      JSON.stringify(values),
    );
  }

  /** Removes a release, and waits until it is gone. */
  async remove({ name, namespace, timeout }: DescribedRelease): Promise<void> {
    await this.run([
      'uninstall',
      name,
      '--namespace',
      namespace,
      '--ignore-not-found',
      '--wait',
      '--timeout',
      `${timeout}s`,
    ]);
  }

  /** The objects of a release, as YAML documents. */
  manifest({ name, namespace }: DescribedRelease): Promise<string> {
    return this.run(['get', 'manifest', name, '--namespace', namespace]);
  }

  private run(command: readonly string[], input?: string): Promise<string> {
    const variables = {
      KUBECONFIG: this.kubeconfig,
      HELM_DRIVER: 'configmap',
      HELM_KUBECONTEXT: '',
      HELM_NAMESPACE: '',
    };
    return runTool('helm', command, { variables, input });
  }
}
