/** One block of Terraform's JSON syntax: attributes and nested blocks by name. */
export type Block = Readonly<Record<string, unknown>>;

/** Blocks by type, then by logical id, as `resource`, `data` and `ephemeral` hold them. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** A parsed `cdk.tf.json`, or an override file for one. */
export interface SynthesizedStack {
  /** Required versions, plugins and the backend. */
  readonly terraform?: Block;
  /** Settings of each provider: one block, or one for each alias. */
  readonly provider?: Readonly<Record<string, Block | readonly Block[]>>;
  /** What is made. */
  readonly resource?: Blocks;
  /** What is only read. */
  readonly data?: Blocks;
  /** What exists during a run only, and never in the state. */
  readonly ephemeral?: Blocks;
  /** What a deployment can be told, by name. */
  readonly variable?: Readonly<Record<string, Block>>;
  /** What a deployment prints, by name. */
  readonly output?: Readonly<Record<string, Block>>;
  readonly [other: string]: unknown;
}

/** The sections of a stack whose blocks a provider serves. */
export type Section = 'resource' | 'data' | 'ephemeral';

/** A block together with where it stands. */
export interface Entry {
  readonly section: Section | 'output';
  readonly type: string;
  readonly id: string;
  /** As Terraform writes it: `aws_vpc.main`, `data.aws_region.here`, `output.url`. */
  readonly address: string;
  readonly block: Block;
}

const addressOf = (section: Section, type: string, id: string): string =>
  section === 'resource' ? `${type}.${id}` : `${section}.${type}.${id}`;

/** Every resource, data source and ephemeral resource of a stack, and its outputs. */
export function entries(stack: SynthesizedStack): Entry[] {
  const sections: readonly Section[] = ['resource', 'data', 'ephemeral'];
  const served = sections.flatMap((section) =>
    Object.entries(stack[section] ?? {}).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([id, block]): Entry => ({
        section,
        type,
        id,
        address: addressOf(section, type, id),
        block,
      })),
    ),
  );
  const outputs = Object.entries(stack.output ?? {}).map(([id, block]): Entry => ({
    section: 'output',
    type: 'output',
    id,
    address: `output.${id}`,
    block,
  }));
  return [...served, ...outputs];
}

/** Whether something in `block` names `address`, and not merely one that contains it. */
export function refersTo(block: Block, address: string): boolean {
  const escaped = address.replace(/[.\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.-])${escaped}(?![\\w-])`).test(JSON.stringify(block).replaceAll('\\n', '\n'));
}

/** `value` as a list, whether Terraform's JSON holds one block or several. */
export const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];
