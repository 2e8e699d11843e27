import { assertLoopback } from './loopback';
import overridesByType from './overrides.json';
import { placeholderDigests } from './placeholder-digests';
import { carryReleases, releasesOutput } from './releases';
import { asList, type Block, type Blocks, entries, type Entry, refersTo, type SynthesizedStack } from './stack-json';

/** A Terraform type that the simulator cannot serve, and why. */
export interface Unsupported {
  /** Type of a resource, or of a data source as `data.<type>`. */
  readonly type: string;
  readonly reason: string;
}

/** What a resource type needs changed to be clean in the simulator; an entry of overrides.json. */
interface AttributeOverride {
  readonly type: string;
  readonly reason: string;
  /** Attributes whose changes Terraform should overlook. */
  readonly ignoreChanges?: readonly string[];
  /** Attributes and blocks that replace the resource's own. */
  readonly attributes?: Block;
}

export interface DeriveOptions {
  /** Address of the simulator; anything but loopback is refused. */
  readonly endpoint: string;
  /** Local names of the providers whose plugins are there, such as `aws`. */
  readonly plugins: readonly string[];
  /** Names of the container images that a stack may ask a digest of. @default - none */
  readonly images?: readonly string[];
}

/** A block that is not applied here. */
export interface Dropped {
  readonly address: string;
  readonly type: string;
  readonly reason: string;
}

/** What of a stack can be applied against the simulator. */
export interface Derived {
  /** The stack without what was dropped: replaces `cdk.tf.json`. */
  readonly stack: SynthesizedStack;
  readonly dropped: readonly Dropped[];
  /** Settings for the simulator: the content of {@link overrideFile} beside the stack. */
  readonly overrides: SynthesizedStack;
}

/** Terraform merges files of this name, in order of name, over everything else in the folder. */
export const overrideFile = 'zz_sandbox_override.tf.json';

/** Of use to no one: they only exist so that AWS itself would refuse whatever reached it by mistake. */
export const dummyCredentials = { access_key: 'simulated', secret_key: 'simulated' } as const;

const providerOf = ({ type, block }: Entry): string =>
  typeof block.provider === 'string' ? block.provider.split('.')[0]! : type.split('_')[0]!;

/** Its plugin reaches into the cluster, even while it plans. */
const clusterProvider = 'helm';

const kind = ({ section, type }: Entry): string => (section === 'resource' ? type : `${section}.${type}`);

/** Why the simulator itself cannot have a block; undefined when it can. */
function unservable(entry: Entry, unsupported: readonly Unsupported[], plugins: readonly string[]): string | undefined {
  if (entry.section === 'output') return undefined;
  const provider = providerOf(entry);
  if (provider === clusterProvider) return 'the simulated cluster has no API server';
  if (!plugins.includes(provider)) return `the Terraform plugin for ${provider} is not on this machine`;
  return unsupported.find(({ type }) => type === kind(entry))?.reason;
}

/**
 * Reasons by dropped entry: first what cannot be served, then, until nothing changes, the outputs, data sources and
 * ephemeral resources that refer to something dropped.
 */
function reasonsToDrop(
  all: readonly Entry[],
  unsupported: readonly Unsupported[],
  plugins: readonly string[],
): Map<Entry, string> {
  const reasons = new Map<Entry, string>();
  for (const entry of all) {
    const reason = unservable(entry, unsupported, plugins);
    if (reason !== undefined) reasons.set(entry, reason);
  }
  for (const gone of reasons.keys()) {
    // A Map's iteration also visits what is added meanwhile: references are followed to the end.
    for (const entry of all.filter((candidate) => candidate.section !== 'resource' && !reasons.has(candidate)))
      if (refersTo(entry.block, gone.address)) reasons.set(entry, `refers to ${gone.address}, which is dropped`);
  }
  return reasons;
}

function assertNothingDangles(kept: readonly Entry[], dropped: readonly Entry[]): void {
  const dangling = kept.flatMap((entry) =>
    dropped
      .filter((gone) => refersTo(entry.block, gone.address))
      .map((gone) => `  ${entry.address} refers to ${gone.address}`),
  );
  if (dangling.length > 0)
    throw new Error(
      `the sandbox would drop what kept resources need:\n${dangling.join('\n')}\nDrop those types too in sandbox/unsupported.json, or teach the simulator what is missing.`,
    );
}

const withoutIds = (
  blocks: Blocks | undefined,
  dropped: readonly Entry[],
  section: Entry['section'],
): Blocks | undefined => {
  if (blocks === undefined) return undefined;
  const gone = new Set(dropped.filter((entry) => entry.section === section).map(({ type, id }) => `${type}.${id}`));
  const types = Object.entries(blocks).map(([type, byId]): [string, Record<string, Block>] => [
    type,
    Object.fromEntries(Object.entries(byId).filter(([id]) => !gone.has(`${type}.${id}`))),
  ]);
  return Object.fromEntries(types.filter(([, byId]) => Object.keys(byId).length > 0));
};

const onlyPlugins = <T>(
  byProvider: Readonly<Record<string, T>> | undefined,
  plugins: readonly string[],
): Record<string, T> => Object.fromEntries(Object.entries(byProvider ?? {}).filter(([name]) => plugins.includes(name)));

function withoutDropped(
  stack: SynthesizedStack,
  dropped: readonly Entry[],
  plugins: readonly string[],
): SynthesizedStack {
  const outputs = new Set(dropped.filter(({ section }) => section === 'output').map(({ id }) => id));
  const kept: Record<string, unknown> = {
    ...stack,
    terraform: {
      ...stack.terraform,
      required_providers: onlyPlugins(stack.terraform?.required_providers as Block | undefined, plugins),
    },
    provider: onlyPlugins(stack.provider, plugins),
    resource: withoutIds(stack.resource, dropped, 'resource'),
    data: withoutIds(stack.data, dropped, 'data'),
    ephemeral: withoutIds(stack.ephemeral, dropped, 'ephemeral'),
    output: stack.output && Object.fromEntries(Object.entries(stack.output).filter(([id]) => !outputs.has(id))),
  };
  return Object.fromEntries(Object.entries(kept).filter(([, section]) => !isEmpty(section)));
}

/** Terraform refuses a section without a block. */
const isEmpty = (section: unknown): boolean =>
  section === undefined || (typeof section === 'object' && section !== null && Object.keys(section).length === 0);

/** Sensitive only so that no deployment prints it: nothing in it is secret. */
const withReleases = (stack: SynthesizedStack, releases: readonly Block[]): SynthesizedStack =>
  releases.length === 0
    ? stack
    : { ...stack, output: { ...stack.output, [releasesOutput]: { sensitive: true, value: releases } } };

/** Settings that make an AWS provider work, and only work, against the simulator. */
function providerOverride(settings: Block, endpoint: string): Block {
  return {
    ...(settings.alias === undefined ? {} : { alias: settings.alias }),
    ...dummyCredentials,
    endpoints: [{ sts: endpoint }],
    // S3 Control puts the account's id before the host; with the simulator as proxy that name need not resolve.
    http_proxy: endpoint,
    skip_credentials_validation: true,
    skip_metadata_api_check: 'true',
    skip_region_validation: true,
    s3_use_path_style: true,
    // The default of 25 makes every fault last for minutes.
    max_retries: 3,
  };
}

/** An override replaces a whole backend block, so this repeats the settings that stay. */
function backendOverride(terraform: Block | undefined, endpoint: string): Block | undefined {
  const s3 = (terraform?.backend as { readonly s3?: Block } | undefined)?.s3;
  return (
    s3 && {
      ...s3,
      ...dummyCredentials,
      endpoints: { s3: endpoint, dynamodb: endpoint, sts: endpoint, iam: endpoint },
      use_path_style: true,
      skip_credentials_validation: true,
      skip_metadata_api_check: true,
      skip_region_validation: true,
      skip_requesting_account_id: true,
      max_retries: 3,
    }
  );
}

/** What sandbox/overrides.json says about the kept resources. Lists of ignored changes add to the resource's own. */
function resourceOverrides(kept: readonly Entry[]): Blocks {
  const blocks: Record<string, Record<string, Block>> = {};
  for (const { type, ignoreChanges = [], attributes } of overridesByType as readonly AttributeOverride[])
    for (const { id, block } of kept.filter((entry) => entry.section === 'resource' && entry.type === type)) {
      const own = asList(block.lifecycle as Block | readonly Block[] | undefined)[0]?.ignore_changes;
      const ignored = [...new Set([...(Array.isArray(own) ? own : []), ...ignoreChanges])];
      (blocks[type] ??= {})[id] = {
        ...attributes,
        ...(ignored.length > 0
          ? { lifecycle: own === 'all' ? { ignore_changes: 'all' } : { ignore_changes: ignored } }
          : {}),
      };
    }
  return blocks;
}

/**
 * What of `stack` can be applied against the simulator: without providers whose plugin is absent and without what is
 * listed as unsupported, together with the settings that point the rest at the simulator.
 *
 * @throws Error when `endpoint` is not loopback, or when a kept resource refers to a dropped one.
 */
export function derive(stack: SynthesizedStack, unsupported: readonly Unsupported[], options: DeriveOptions): Derived {
  const { endpoint, images = [] } = options;
  const plugins = options.plugins.filter((name) => name !== clusterProvider);
  assertLoopback(endpoint);
  const all = entries(stack);
  const reasons = reasonsToDrop(all, unsupported, plugins);
  const kept = all.filter((entry) => !reasons.has(entry));
  assertNothingDangles(kept, [...reasons.keys()]);
  const { releases, left } = carryReleases([...reasons.keys()]);

  const backend = backendOverride(stack.terraform, endpoint);
  const resource = resourceOverrides(kept);
  const providers = asList(stack.provider?.aws).map((settings) => providerOverride(settings, endpoint));
  return {
    stack: withReleases(withoutDropped(stack, [...reasons.keys()], plugins), releases),
    dropped: [...reasons].map(([entry, reason]) => ({
      address: entry.address,
      type: kind(entry),
      reason: left.get(entry.address) ?? reason,
    })),
    overrides: {
      ...(backend === undefined ? {} : { terraform: { backend: { s3: backend } } }),
      ...(plugins.includes('aws') ? { provider: { aws: providers } } : {}),
      ...(isEmpty(resource) ? {} : { resource }),
      ...(stack.variable?.images ? { variable: { images: { default: placeholderDigests(images) } } } : {}),
    },
  };
}
