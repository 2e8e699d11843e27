import { type Attributes, type Group, type Kind, kinds } from './kinds';

/** A synthesized stack: `resource.<type>.<id>`. */
export interface SynthesizedStack {
  /** Absent from a stack that makes nothing. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

/** A box of the picture. */
export interface Box {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly detail: string;
}

/** An arrow between two boxes; it exists only where the resources really refer to each other. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** What a picture of an environment shows. */
export interface Picture {
  readonly title: string;
  /** The network's frame. */
  readonly network: string;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** An arrow that people expect, and the resources beside those of its boxes that prove it. */
interface ExpectedArrow extends Arrow {
  /** A type that links the two. @default - the resources of one box mention those of the other */
  readonly through?: string;
}

/** Drawn only where the stack has the reference. */
const expected: readonly ExpectedArrow[] = [
  { from: 'dns', to: 'cdn', label: 'alias' },
  { from: 'firewall', to: 'cdn', label: 'filters' },
  { from: 'cdn', to: 'buckets', label: 'reads' },
  { from: 'nodes', to: 'nat', label: 'outbound', through: 'aws_route' },
  { from: 'nat', to: 'internet', label: '', through: 'aws_route' },
  { from: 'nodes', to: 'cluster', label: 'join' },
  { from: 'postgresql', to: 'copies', label: 'copied' },
  { from: 'backups', to: 'buckets', label: 'daily' },
  { from: 'alarms', to: 'topics', label: 'notify' },
];

const all = (stack: SynthesizedStack, type: string): Attributes[] => Object.values(stack.resource?.[type] ?? {});

const existing = (stack: SynthesizedStack): Kind[] =>
  kinds.filter(({ types }) => all(stack, types[0] ?? '').length > 0);

/** Whether any resource of the types `from` mentions one of the box `to`. */
function refers(stack: SynthesizedStack, from: readonly string[], to: Kind): boolean {
  const text = JSON.stringify(from.map((type) => all(stack, type)));
  return to.types.some((type) => text.includes(`\${${type}.`));
}

/** Arrows for the security groups' rules: who may open a connection to what, and on which port. */
function connections(stack: SynthesizedStack, boxes: readonly Kind[]): Arrow[] {
  const owner = (reference: unknown): string | undefined => {
    const name = /\$\{(\w+\.\w+)[.[]/.exec(String(reference))?.[1];
    return name === undefined
      ? undefined
      : boxes.find(({ types }) =>
          types.some((type) => name.startsWith(`${type}.`) || JSON.stringify(all(stack, type)).includes(`\${${name}.`)),
        )?.id;
  };
  return all(stack, 'aws_vpc_security_group_ingress_rule').flatMap((rule) => {
    const from = owner(rule.referenced_security_group_id);
    const to = owner(rule.security_group_id);
    return from !== undefined && to !== undefined ? [{ from, to, label: `port ${String(rule.from_port)}` }] : [];
  });
}

/** Reduces a synthesized environment to what a picture of it shows. */
export function pictureOf(name: string, stack: SynthesizedStack): Picture {
  const drawn = existing(stack);
  const find = (id: string): Kind | undefined => drawn.find((kind) => kind.id === id);
  const references = expected.filter(({ from, to, through }) => {
    const [first, second] = [find(from), find(to)];
    if (!first || !second) return false;
    return through === undefined
      ? refers(stack, first.types, second) || refers(stack, second.types, first)
      : refers(stack, [through], second);
  });
  const vpc = all(stack, 'aws_vpc')[0];
  return {
    title: `NxLoy ${name}`,
    network: `Network ${String(vpc?.cidr_block)}`,
    boxes: drawn.map(({ id, group, title, types, detail }) => {
      const resources = all(stack, types[0] ?? '');
      return {
        id,
        group,
        title,
        detail: detail?.(resources) ?? (resources.length > 1 ? String(resources.length) : ''),
      };
    }),
    arrows: [...connections(stack, drawn), ...references],
  };
}
