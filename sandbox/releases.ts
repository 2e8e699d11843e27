import { type Block, type Entry, refersTo } from './stack-json';

/** Output that only the sandbox has: what the stack says of its releases, with every value resolved by Terraform itself. */
export const releasesOutput = 'sandbox_releases';

/** A Helm release as a stack describes it, and as {@link releasesOutput} carries it once its values are known. */
export interface DescribedRelease {
  readonly address: string;
  readonly name: string;
  readonly namespace: string;
  /** Name of a chart in `repository`, or the folder of one, below the stack's. */
  readonly chart: string;
  /** @default - the chart is a folder */
  readonly repository?: string;
  /** @default - the chart's own */
  readonly version?: string;
  /** YAML documents; each is laid over those before. */
  readonly values: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  readonly create_namespace: boolean;
  readonly skip_crds: boolean;
  readonly max_history: number;
  /** Addresses of the releases that it waits for. */
  readonly after: readonly string[];
}

/** What can be installed again elsewhere, and why the rest cannot. */
export interface CarriedReleases {
  /** Values may hold references that are yet to be resolved. */
  readonly releases: readonly Block[];
  /** Reasons by address. */
  readonly left: ReadonlyMap<string, string>;
}

const carried = [
  'name',
  'namespace',
  'chart',
  'repository',
  'version',
  'values',
  'timeout',
  'create_namespace',
  'skip_crds',
  'max_history',
];

/** What Helm is told the same for every release, and what is Terraform's own business. */
const understood = [
  '//',
  'atomic',
  'cleanup_on_fail',
  'depends_on',
  'lifecycle',
  'provider',
  'upgrade_install',
  'wait',
  'wait_for_jobs',
];

/** Whether an entry is a Helm release that a stack makes. */
export const isRelease = ({ section, type }: Entry): boolean => section === 'resource' && type === 'helm_release';

/** Why a release cannot be installed elsewhere just by what its block says; undefined when it can. */
function whyLeft({ block }: Entry, settings: Block, dropped: readonly Entry[]): string | undefined {
  const unknown = Object.keys(block).find((key) => !carried.includes(key) && !understood.includes(key));
  if (unknown !== undefined) return `"${unknown}" is not understood by the rehearsal (sandbox/releases.ts)`;
  const gone = dropped.find(({ address }) => refersTo(settings, address));
  return gone && `refers to ${gone.address}, which is dropped`;
}

/**
 * Takes the releases out of what the sandbox drops, so that they can be installed on a cluster which is not simulated.
 *
 * @param dropped whatever of the stack the sandbox does without, releases among it
 */
export function carryReleases(dropped: readonly Entry[]): CarriedReleases {
  const all = dropped.filter(isRelease);
  const releases: Block[] = [];
  const left = new Map<string, string>();
  for (const entry of all) {
    const settings = Object.fromEntries(Object.entries(entry.block).filter(([key]) => carried.includes(key)));
    const reason = whyLeft(entry, settings, dropped);
    const after = all.filter((other) => other !== entry && refersTo(entry.block, other.address));
    if (reason !== undefined) left.set(entry.address, reason);
    else releases.push({ address: entry.address, ...settings, after: after.map(({ address }) => address) });
  }
  return { releases, left };
}
