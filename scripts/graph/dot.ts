import type { Group } from './kinds';
import type { Arrow, Box, Picture } from './model';

const frames: Readonly<Record<Group, { title: string; fill: string; line: string }>> = {
  edge: { title: 'Edge', fill: '#fff4e5', line: '#d9822b' },
  public: { title: 'Public subnets', fill: '#e8f5e9', line: '#4c9a54' },
  private: { title: 'Private subnets', fill: '#e7f1fb', line: '#3b7dbd' },
  database: { title: 'Database subnets (no route out)', fill: '#ede7f6', line: '#7352b3' },
  storage: { title: 'Storage and backups', fill: '#e0f2f1', line: '#2a8a7f' },
  identity: { title: 'Keys and identities', fill: '#fce4ec', line: '#c2416b' },
  observability: { title: 'Observability', fill: '#f3f4f6', line: '#6b7280' },
};

const quote = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

const box = ({ id, title, detail }: Box): string =>
  `    ${id} [label=${quote(detail === '' ? title : `${title}\\n${detail}`)}];`;

const arrow = ({ from, to, label }: Arrow): string => `  ${from} -> ${to} [label=${quote(label)}];`;

function frame(group: Group, boxes: readonly Box[]): string[] {
  const own = boxes.filter((one) => one.group === group);
  const { title, fill, line } = frames[group];
  return own.length === 0
    ? []
    : [
        `  subgraph cluster_${group} {`,
        `    label=${quote(title)}; style="rounded,filled"; fillcolor="${fill}"; color="${line}"; fontcolor="${line}"; fontsize=13; margin=14;`,
        ...own.map(box),
        '  }',
      ];
}

/** The picture in Graphviz's language. */
export const toDot = ({ title, network, boxes, arrows }: Picture): string =>
  [
    'digraph environment {',
    `  label=${quote(title)}; labelloc=t; fontsize=20; rankdir=LR; ranksep=0.9; nodesep=0.25; compound=true;`,
    '  fontname="Arial"; node [fontname="Arial", fontsize=11, margin="0.25,0.1", shape=box, style="rounded,filled", fillcolor=white, color="#9ca3af"];',
    '  edge [fontname="Arial", fontsize=9, color="#6b7280", fontcolor="#4b5563"];',
    ...frame('edge', boxes),
    '  subgraph cluster_network {',
    `    label=${quote(network)}; fontsize=13; margin=14; style=rounded; color="#374151";`,
    ...(['public', 'private', 'database'] as const).flatMap((group) => frame(group, boxes)),
    '  }',
    ...(['storage', 'identity', 'observability'] as const).flatMap((group) => frame(group, boxes)),
    ...arrows.map(arrow),
    '}',
    '',
  ].join('\n');
