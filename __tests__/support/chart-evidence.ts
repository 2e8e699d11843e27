import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AddonRelease } from './addon-values';
import { valuePaths } from './addon-values';

/** Where a chart knows a value from. */
export type Found = 'values.yaml' | 'values.schema.json' | 'templates' | 'passed on';

/** What was checked of one chart: its version, and where each value was found. */
export interface ChartEvidence {
  readonly chart: string;
  readonly version: string;
  readonly values: Readonly<Record<string, Found>>;
}

/** The evidence that is kept. */
export const evidenceFile = path.join(__dirname, '..', '..', 'docs', 'charts.md');

/** A path as people write it: `webhook.replicaCount`. */
export const written = (valuePath: readonly string[]): string =>
  valuePath.map((key) => (/[./]/.test(key) ? `"${key}"` : key)).join('.');

/** The values of a release, as people write them. */
export const valuesOf = ({ values }: AddonRelease): string[] => valuePaths(values).map(written).sort();

const introduction = `# Values of charts that come from outside

Helm ignores a value that its chart does not know: a misspelt one changes nothing and nobody hears of it. So each value that
\`constructs/platform/addons\` sets was looked for in the chart, at the version in \`constructs/platform/charts.ts\`:

- **values.yaml**, **values.schema.json**: the chart lists it.
- **templates**: the chart lists it nowhere, but its templates read it.
- **passed on**: the chart takes whatever stands there over into an object or into arguments. Objects are checked against
  Kubernetes's own schemas; names of arguments were read in the documentation of the program.

A unit test fails for a value or a version that is not in these tables. \`npm run test:integration\` fetches the charts once, into
\`~/.cache/nxloy-infrastructure/charts\`, looks at them, renders them, and looks at what the platform relies on; what it cannot
fetch it skips by name. To write the tables anew:

\`\`\`bash
NXLOY_CHARTS_WRITE=1 npm run test:integration -- integration/charts.test
\`\`\`

Where Helm repositories cannot be reached, bring the charts in a folder and name it in \`NXLOY_CHARTS\`:

\`\`\`bash
helm pull keda --repo https://kedacore.github.io/charts --version 2.20.2 --untar --untardir /tmp/charts   # and so on
NXLOY_CHARTS=/tmp/charts npx jest --config jest.integration.config.js integration/charts.test
\`\`\`
`;

/** The file's text. */
export const evidenceText = (charts: readonly ChartEvidence[]): string =>
  [
    introduction,
    ...charts.map(({ chart, version, values }) =>
      [
        `## ${chart} ${version}\n`,
        '| value | known from |\n|---|---|',
        ...Object.entries(values)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([value, found]) => `| \`${value}\` | ${found} |`),
        '',
      ].join('\n'),
    ),
  ].join('\n');

/** What the file says. */
export function readEvidence(text = readFileSync(evidenceFile, 'utf8')): ChartEvidence[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [, chart, version] = /^(\S+) (\S+)$/m.exec(section) ?? [];
      const rows = [...section.matchAll(/^\| `(.+)` \| (.+) \|$/gm)];
      if (!chart || !version) throw new Error(`not a chart's section: ${section.slice(0, 40)}`);
      return { chart, version, values: Object.fromEntries(rows.map(([, value, found]) => [value!, found as Found])) };
    });
}
