import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DescribedRelease } from '../../sandbox/releases';
import type { Output } from '../output';
import { duration } from '../terraform/duration';
import { chartSource, type ChartSource } from './chart-sources';
import type { RehearsalCluster } from './cluster';
import { assertOnlyDefinitionsAreLeft, assertUntouched, inventory, removeNamespaces } from './cluster-leftovers';
import { valuesOf } from './helm';
import { inOrder, reversed } from './in-order';
import { type Application, breakAndRollBack, chooseApplication, upgrade } from './rollout';
import { StandIns } from './stand-ins';
import type { Steps } from './steps';
import { switchOffCalls } from './unanswered-calls';

/** Steps that rehearsing releases takes. */
export const releaseSteps = 5;

export interface ReleasesProps {
  readonly cluster: RehearsalCluster;
  /** Releases as the applied stack describes them, values resolved. */
  readonly releases: readonly DescribedRelease[];
  /** Where the stack was synthesized to. */
  readonly stackDirectory: string;
  /** Folder of charts from outside. @default - they are fetched */
  readonly charts?: string;
  readonly steps: Steps;
  readonly output: Output;
}

/** What came of it. */
export interface RehearsedReleases {
  /** Addresses of the releases that were rehearsed. */
  readonly rehearsed: readonly string[];
  /** Why the others were not, by address. */
  readonly missing: ReadonlyMap<string, string>;
  /** What was not as it is on AWS, a line each. */
  readonly differences: readonly string[];
}

/** Installs, upgrades, breaks and removes the releases of a stack on a cluster that is not simulated. */
class Rehearsal {
  /** Folders of the charts that there are, by the address of the release. */
  private readonly folders = new Map<string, string>();
  private readonly missing = new Map<string, string>();
  private readonly switchedOff: string[] = [];
  private readonly workDirectory = mkdtempSync(path.join(os.tmpdir(), 'nxloy-charts-'));

  private readonly standIns: StandIns;

  constructor(private readonly props: ReleasesProps) {
    this.standIns = new StandIns(props.cluster.kubectl);
  }

  async run(): Promise<RehearsedReleases> {
    const { cluster, releases, steps, output } = this.props;
    const { kubectl, context } = cluster;
    try {
      const before = await inventory(kubectl, releases);
      assertUntouched(releases, before, context);
      await steps.run(`Prepare the cluster ${context}`, async () => {
        await this.findCharts();
        const installed = this.installable.map(({ chart }) => chart);
        await this.standIns.place((chart) => !installed.includes(chart));
      });
      const remove = (): Promise<void> =>
        steps.run('Remove all releases, applications first: nothing is left', () => this.removeAll(before));
      await this.goThrough().catch(async (error: unknown) => {
        await remove().catch((another: Error) => output.note(another.message));
        throw error;
      });
      await remove();
      return {
        rehearsed: [...this.folders.keys()],
        missing: this.missing,
        differences: [...this.standIns.description, ...this.switchedOff],
      };
    } finally {
      rmSync(this.workDirectory, { recursive: true });
    }
  }

  private get installable(): DescribedRelease[] {
    return this.props.releases.filter(({ address }) => this.folders.has(address));
  }

  private async findCharts(): Promise<void> {
    const { releases, stackDirectory, charts } = this.props;
    const options = { stackDirectory, charts, workDirectory: this.workDirectory };
    const found = await Promise.all(
      releases.map(async (release): Promise<[string, ChartSource]> => [
        release.address,
        await chartSource(release, options),
      ]),
    );
    for (const [address, source] of found)
      if ('folder' in source) this.folders.set(address, source.folder);
      else this.missing.set(address, source.missing);
  }

  private async goThrough(): Promise<void> {
    const { cluster, steps, output } = this.props;
    await steps.run(`Install ${this.folders.size} releases, each when what it needs is ready`, () =>
      inOrder(this.props.releases, (release) => this.install(release)),
    );
    const application = await chooseApplication(cluster, this.applications);
    if (!application) return;
    const { name } = application.release;
    const values = await steps.run(`Upgrade ${name}`, () => upgrade(cluster, application));
    await steps.run(`Break ${name}: it rolls back, and the pods before serve meanwhile`, async () => {
      const { least, budget } = await breakAndRollBack(cluster, application, values);
      output.note(`  ${least} pods were ready all the while; the disruption budget wants ${budget}`);
    });
  }

  /** Those made of the chart for applications. */
  private get applications(): Application[] {
    return this.installable
      .filter(({ chart }) => chart.startsWith('assets/Chart-app/'))
      .map((release) => ({ release, chart: this.folders.get(release.address)! }));
  }

  private async install(release: DescribedRelease): Promise<void> {
    const { cluster, output } = this.props;
    const chart = this.folders.get(release.address);
    if (chart === undefined) return;
    const start = Date.now();
    await cluster.helm.deploy(release, { chart, values: valuesOf(release) });
    output.note(`  ${release.name} is ready  ${duration(Date.now() - start)}`);
    if (release.repository === undefined) return;
    // A chart as it lies in its project's sources may lack what is generated for its publication.
    await this.standIns.place((missing) => missing === release.chart);
    if (!cluster.isSimulated) return;
    const objects = await switchOffCalls(cluster.kubectl, await cluster.helm.manifest(release));
    if (objects.length > 0)
      this.switchedOff.push(`${objects.join(', ')} of ${release.name}: removed, since simulated pods answer no calls`);
  }

  private async removeAll(before: readonly string[]): Promise<void> {
    const { cluster, releases, output } = this.props;
    const { kubectl, helm } = cluster;
    await inOrder(reversed(releases), async (release) => {
      if (this.folders.has(release.address)) await helm.remove(release);
    });
    await removeNamespaces(kubectl, releases, before);
    await this.standIns.remove();
    const kept = assertOnlyDefinitionsAreLeft(before, await inventory(kubectl, releases));
    if (kept.length > 0) output.note(`  kept, as they should be: ${kept.length} custom resource definitions`);
  }
}

/** Rehearses releases on a cluster that was empty of them, and is so again. */
export const rehearseReleases = (props: ReleasesProps): Promise<RehearsedReleases> => new Rehearsal(props).run();
