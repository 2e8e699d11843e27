import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { DescribedRelease } from '../../sandbox/releases';
import { runTool } from '../kubernetes/kubectl';

/** Where a release's chart lies on this machine, or why it cannot be had. */
export type ChartSource = { readonly folder: string } | { readonly missing: string };

export interface ChartSourceOptions {
  /** Where the stack was synthesized to: its own charts lie below. */
  readonly stackDirectory: string;
  /** Folder of charts that come from outside, one folder each. @default - they are fetched */
  readonly charts?: string;
  /** Where charts are fetched to. */
  readonly workDirectory: string;
}

/** Milliseconds that a repository has to answer. */
const patience = 30_000;

interface ChartFile {
  readonly version: string;
  /** Other charts that it is made of. @default - none */
  readonly dependencies?: readonly { readonly name: string }[];
}

/** Why a chart's folder cannot be installed; undefined when it can. */
function whyUnusable(folder: string, pinned: string | undefined): string | undefined {
  const { version, dependencies = [] } = parse(readFileSync(path.join(folder, 'Chart.yaml'), 'utf8')) as ChartFile;
  if (version !== pinned) return `${folder} is version ${version}, and the stack pins ${pinned}`;
  const parts = path.join(folder, 'charts');
  const present = existsSync(parts) ? readdirSync(parts) : [];
  const absent = dependencies.find(({ name }) => !present.some((file) => file.startsWith(name)));
  return absent && `${folder} lacks its chart ${absent.name}: helm dependency build ${folder}`;
}

async function fetchChart(
  { chart, repository, version }: DescribedRelease,
  { workDirectory }: ChartSourceOptions,
): Promise<ChartSource> {
  const flags = ['--repo', repository ?? '', '--version', version ?? '', '--untar', '--untardir', workDirectory];
  try {
    await runTool('helm', ['pull', chart, ...flags], { timeout: patience });
    return { folder: path.join(workDirectory, chart) };
  } catch {
    return { missing: `chart ${chart} ${version} cannot be fetched from ${repository}: name a folder with --charts` };
  }
}

/** Finds the chart of a release: in the stack, in the folder that was named, or in its repository. */
export async function chartSource(release: DescribedRelease, options: ChartSourceOptions): Promise<ChartSource> {
  const { chart, repository, version } = release;
  if (repository === undefined) return { folder: path.join(options.stackDirectory, chart) };
  const given = options.charts && path.join(options.charts, chart);
  if (given === undefined || !existsSync(path.join(given, 'Chart.yaml'))) return fetchChart(release, options);
  const missing = whyUnusable(given, version);
  return missing === undefined ? { folder: given } : { missing };
}
