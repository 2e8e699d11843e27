import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isMap, isSeq, LineCounter, parse, parseDocument } from 'yaml';

/** A recording rule or an alert, and where it stands. */
export interface Rule {
  /** `monitoring/rules/backend.yaml:12` */
  readonly where: string;
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** How often a test expects an alert to fire, and to stay silent. */
export interface Tested {
  readonly firing: number;
  readonly silent: number;
}

/** Everything that has to fit together. */
export interface Monitoring {
  readonly rules: readonly Rule[];
  /** Groups of each rule file. */
  readonly groups: Readonly<Record<string, number>>;
  readonly tests: Readonly<Record<string, Tested>>;
  /** Names of alerts that have a page. */
  readonly runbooks: readonly string[];
  /** Exporter -> metrics. */
  readonly metrics: Readonly<Record<string, readonly string[]>>;
  readonly conventions: Conventions;
}

interface Conventions {
  readonly runbooks: string;
  readonly severities: readonly string[];
  readonly owners: readonly string[];
}

interface TestFile {
  readonly tests: readonly {
    readonly alert_rule_test?: readonly { readonly alertname: string; readonly exp_alerts?: readonly unknown[] }[];
  }[];
}

export const projectRoot = path.join(__dirname, '..', '..');

/** Files of a folder of the project, as paths from its root. */
export const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(path.join(projectRoot, folder))
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => `${folder}/${file}`);

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');

/** The rules of a file, each with its line. @throws Error, with the line, when it is no YAML or has no groups */
export function rulesIn(file: string, text: string): { rules: Rule[]; groups: number } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${at(mistake.pos[0])}: ${mistake.message}`);
  const groups = document.get('groups');
  if (!isSeq(groups)) throw new Error(`${file}:1: has no list "groups"`);
  const rules = groups.items.flatMap((group) => {
    const list = isMap(group) ? group.get('rules') : undefined;
    if (!isSeq(list)) throw new Error(`${file}:1: a group has no list "rules"`);
    return list.items.filter(isMap).map((node) => ({
      labels: {},
      annotations: {},
      expr: '',
      ...node.toJS(document),
      where: at(node.range?.[0] ?? 0),
    }));
  });
  return { rules, groups: groups.items.length };
}

/** How often each alert is expected, and not expected, in promtool's test files. */
export function testedIn(texts: readonly string[]): Record<string, Tested> {
  const tested: Record<string, Tested> = {};
  const cases = texts
    .flatMap((text) => (parse(text) as TestFile).tests)
    .flatMap(({ alert_rule_test = [] }) => alert_rule_test);
  for (const { alertname, exp_alerts = [] } of cases) {
    const { firing, silent } = tested[alertname] ?? { firing: 0, silent: 0 };
    tested[alertname] = exp_alerts.length > 0 ? { firing: firing + 1, silent } : { firing, silent: silent + 1 };
  }
  return tested;
}

/** What the project has. */
export function readMonitoring(): Monitoring {
  const files = filesIn('monitoring/rules', '.yaml').map((file) => ({ file, ...rulesIn(file, read(file)) }));
  return {
    rules: files.flatMap(({ rules }) => rules),
    groups: Object.fromEntries(files.map(({ file, groups }) => [file, groups])),
    tests: testedIn(filesIn('monitoring/tests', '.yaml').map(read)),
    runbooks: filesIn('docs/runbooks', '.md')
      .map((file) => path.basename(file, '.md'))
      .filter((name) => name !== 'README'),
    metrics: parse(read('monitoring/metrics.yaml')),
    conventions: parse(read('monitoring/conventions.yaml')),
  };
}

const words = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan', 'start', 'end', 'atan2']);

/**
 * The metrics that an expression reads. A tokenizer rather than a parser: it takes away what cannot be a metric (comments,
 * texts, what stands in {} and [], the labels after by, on and their like) and keeps the names that are no functions.
 *
 * @throws Error for a metric that is named by the label __name__, which it would not see
 */
export function metricsOf(expr: string): string[] {
  const bare = expr.replace(/#.*$/gm, '').replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|`[^`]*`/g, '""');
  if (bare.includes('__name__')) throw new Error('names a metric by __name__: write its name');
  const left = bare
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*(\([^)]*\))?/gi, ' ');
  const names = [...left.matchAll(/(?<![\w.:])[A-Za-z_:][\w:]*(?!\s*\(|[\w:])/g)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !words.has(name.toLowerCase()));
}

/** Everything that is wrong, each with file, line and alert. */
export function problemsOf(monitoring: Monitoring): string[] {
  const { rules, groups, runbooks, tests } = monitoring;
  const alerts = rules.filter(({ alert }) => alert !== undefined);
  const names = alerts.map(({ alert }) => alert!);
  return [
    ...Object.entries(groups).flatMap(([file, count]) =>
      count === 1 ? [] : [`${file}: has ${count} groups, not one`],
    ),
    ...rules.flatMap((rule) => unknownMetrics(rule, monitoring)),
    ...alerts.flatMap((rule) => alertProblems(rule, monitoring).map((text) => `${rule.where}: ${rule.alert}: ${text}`)),
    ...alerts
      .filter(({ alert }, index) => names.indexOf(alert!) !== index)
      .map(({ where, alert }) => `${where}: ${alert}: there is another alert of this name`),
    ...runbooks
      .filter((name) => !names.includes(name))
      .map((name) => `docs/runbooks/${name}.md: there is no alert ${name}`),
    ...Object.keys(tests)
      .filter((name) => !names.includes(name))
      .map((name) => `monitoring/tests: there is no alert ${name}`),
  ];
}

/** Metrics that a rule records or an exporter has. */
export const knownMetrics = ({ rules, metrics }: Monitoring): ReadonlySet<string | undefined> =>
  new Set([...rules.map(({ record }) => record), ...Object.values(metrics).flat()]);

function unknownMetrics({ where, alert, record, expr }: Rule, monitoring: Monitoring): string[] {
  const known = knownMetrics(monitoring);
  return metricsOf(expr)
    .filter((metric) => !known.has(metric))
    .map(
      (metric) =>
        `${where}: ${alert ?? record}: uses the metric ${metric}, which no rule records and no exporter in ` +
        'monitoring/metrics.yaml has',
    );
}

function alertProblems({ alert, labels, annotations }: Rule, monitoring: Monitoring): string[] {
  const { conventions, runbooks, tests } = monitoring;
  const { firing, silent } = tests[alert!] ?? { firing: 0, silent: 0 };
  const url = `${conventions.runbooks}${alert}.md`;
  const oneOf = (label: string, allowed: readonly string[]): string | false =>
    !allowed.includes(labels[label] ?? '') && `label ${label} is "${labels[label] ?? ''}", not ${allowed.join(' or ')}`;
  return [
    oneOf('severity', conventions.severities),
    oneOf('owner', conventions.owners),
    !annotations.summary && 'has no summary',
    !annotations.description && 'has no description',
    annotations.runbook_url !== url && `runbook_url is "${annotations.runbook_url ?? ''}", not ${url}`,
    !runbooks.includes(alert!) && `has no page docs/runbooks/${alert}.md`,
    firing === 0 && 'no test in monitoring/tests makes it fire',
    silent === 0 && 'no test in monitoring/tests keeps it silent',
  ].filter((problem) => problem !== false);
}
