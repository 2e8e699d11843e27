import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Dropped } from '../../sandbox/derive';
import { type DescribedRelease, releasesOutput } from '../../sandbox/releases';
import type { Output } from '../output';
import type { Target } from '../target';
import { Terraform, terraformEnvironment } from '../terraform/terraform';
import { findCluster, type RehearsalCluster } from './cluster';
import { describeDropped } from './describe-dropped';
import { type RehearsedReleases, rehearseReleases, releaseSteps } from './releases';
import type { Steps } from './steps';

export interface ClusterPartOptions {
  /** Of a cluster on this machine. @default - the kind cluster that is there */
  readonly kubeconfig?: string;
  /** Folder of charts from outside. @default - they are fetched */
  readonly charts?: string;
}

/** The part of a rehearsal that needs a cluster: left out, and said so, where there is none. */
export class ClusterPart {
  private outcome: RehearsedReleases = { rehearsed: [], missing: new Map(), differences: [] };

  private constructor(
    /** Why there is none, in its place. */
    private readonly cluster: RehearsalCluster | string,
    private readonly charts: string | undefined,
    private readonly workDirectory: string,
  ) {}

  /** @throws UserError when the cluster that was named cannot be used */
  static async open({ kubeconfig, charts }: ClusterPartOptions): Promise<ClusterPart> {
    const workDirectory = mkdtempSync(path.join(os.tmpdir(), 'nxloy-rehearsal-'));
    try {
      return new ClusterPart(await findCluster(kubeconfig, workDirectory), charts, workDirectory);
    } catch (error) {
      rmSync(workDirectory, { recursive: true });
      throw error;
    }
  }

  /** How many steps it takes. */
  get steps(): number {
    return typeof this.cluster === 'string' ? 0 : releaseSteps;
  }

  /** Rehearses the releases of a stack that was applied in the sandbox. */
  async run({ directory, sandbox }: Target, steps: Steps, output: Output): Promise<void> {
    const { cluster, charts } = this;
    if (typeof cluster === 'string') return;
    const terraform = new Terraform(directory, terraformEnvironment(sandbox));
    const releases = (await terraform.output<DescribedRelease[]>(releasesOutput)) ?? [];
    this.outcome = await rehearseReleases({ cluster, releases, stackDirectory: directory, charts, steps, output });
  }

  /** What was not rehearsed, or not as it is on AWS, a line each. */
  describe(dropped: readonly Dropped[]): string[] {
    const { rehearsed, missing, differences } = this.outcome;
    const left = dropped
      .filter(({ address }) => !rehearsed.includes(address))
      .map((one) => describeDropped({ ...one, reason: missing.get(one.address) ?? one.reason }));
    if (typeof this.cluster === 'string') return [...left, `  not rehearsed: the cluster part: ${this.cluster}`];
    const images = process.env.TF_VAR_images ? [] : ['images: placeholders, which only simulated nodes take for real'];
    return [...left, ...[...images, ...differences].map((line) => `  different: ${line}`)];
  }

  /** What it adds to the last line of a rehearsal. */
  get summary(): string {
    const { rehearsed } = this.outcome;
    return typeof this.cluster === 'string'
      ? ''
      : ` On ${this.cluster.context}: ${rehearsed.length} releases installed, upgraded, rolled back, removed.`;
  }

  /** Removes what was only needed meanwhile. */
  close(): void {
    rmSync(this.workDirectory, { recursive: true });
  }
}
