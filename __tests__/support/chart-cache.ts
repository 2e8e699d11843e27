import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { charts, type PinnedChart } from '../../constructs/platform/charts';
import { defaultCache } from '../../sandbox/python-environment';
import { toolsEnvironment } from './cluster';

type Chart = Pick<PinnedChart, 'name' | 'version'>;

/** Where a version of a chart is kept once it was fetched. */
const kept = ({ name, version }: Chart, cache: string): string => path.join(cache, 'charts', `${name}-${version}`);

/** The folder of somebody else's chart: of NXLOY_CHARTS if that is set, otherwise fetched before; undefined without. */
export function upstreamFolder(chart: Chart, cache = defaultCache()): string | undefined {
  const folder = path.join(process.env.NXLOY_CHARTS || kept(chart, cache), chart.name);
  return existsSync(path.join(folder, 'Chart.yaml')) ? folder : undefined;
}

const pull = ({ name, repository, version }: PinnedChart): string[] => {
  return ['pull', name, '--repo', repository, '--version', version, '--untar', '--untardir'];
};

/** How a person gets a chart into a folder. */
export const howToGet = (chart: PinnedChart, folder: string): string => `helm ${pull(chart).join(' ')} ${folder}`;

/** Fetches charts that are not there yet. Those that cannot be had are left out: {@link upstreamFolder} finds none. */
export async function fetchCharts(
  wanted: readonly PinnedChart[] = Object.values(charts),
  cache = defaultCache(),
): Promise<void> {
  await Promise.all(wanted.filter((chart) => !upstreamFolder(chart, cache)).map((chart) => fetchChart(chart, cache)));
}

async function fetchChart(chart: PinnedChart, cache: string): Promise<void> {
  const target = kept(chart, cache);
  mkdirSync(path.dirname(target), { recursive: true });
  // Whole or not at all, whoever else fetches it at the same time.
  const folder = mkdtempSync(`${target}.`);
  try {
    const { exitCode } = await execa('helm', [...pull(chart), folder], {
      env: toolsEnvironment(),
      timeout: 60_000,
      reject: false,
    });
    if (exitCode === 0 && !existsSync(target)) renameSync(folder, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
