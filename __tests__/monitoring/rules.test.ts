import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  filesIn,
  knownMetrics,
  metricsOf,
  type Monitoring,
  problemsOf,
  projectRoot,
  readMonitoring,
  rulesIn,
  testedIn,
} from '../support/alert-rules';

const monitoring = readMonitoring();
const known = knownMetrics(monitoring);

test('rules, their tests, runbooks and metrics fit together', () => {
  expect(problemsOf(monitoring)).toEqual([]);
  expect(monitoring.runbooks.length).toBeGreaterThan(20);
});

describe('a mistake is told with file, line and alert', () => {
  const where = 'monitoring/rules/example.yaml:4';
  const name = 'Example';
  const rule = {
    where,
    alert: name,
    expr: 'up == 0',
    labels: { severity: 'warning', owner: 'platform' },
    annotations: { summary: 'S', description: 'D', runbook_url: `${monitoring.conventions.runbooks}${name}.md` },
  };
  const good: Monitoring = {
    ...monitoring,
    rules: [rule],
    groups: { 'monitoring/rules/example.yaml': 1 },
    tests: { [name]: { firing: 1, silent: 1 } },
    runbooks: [name],
  };
  const withRule = (change: object): Monitoring => ({ ...good, rules: [{ ...rule, ...change }] });

  test('the example has none', () => expect(problemsOf(good)).toEqual([]));

  test.each<[string, Monitoring, string]>([
    [
      'no severity',
      withRule({ labels: { owner: 'platform' } }),
      `${where}: Example: label severity is "", not critical or warning`,
    ],
    [
      'another owner',
      withRule({ labels: { ...rule.labels, owner: 'me' } }),
      `${where}: Example: label owner is "me", not platform`,
    ],
    [
      'no summary',
      withRule({ annotations: { ...rule.annotations, summary: '' } }),
      `${where}: Example: has no summary`,
    ],
    [
      'no description',
      withRule({ annotations: { ...rule.annotations, description: '' } }),
      `${where}: Example: has no description`,
    ],
    [
      'the runbook of another alert',
      withRule({ annotations: { ...rule.annotations, runbook_url: 'https://example.com/Other.md' } }),
      `${where}: Example: runbook_url is "https://example.com/Other.md", not ${rule.annotations.runbook_url}`,
    ],
    ['no runbook', { ...good, runbooks: [] }, `${where}: Example: has no page docs/runbooks/Example.md`],
    [
      'a runbook without an alert',
      { ...good, runbooks: [name, 'Gone'] },
      'docs/runbooks/Gone.md: there is no alert Gone',
    ],
    [
      'no test that fires',
      { ...good, tests: { [name]: { firing: 0, silent: 3 } } },
      `${where}: Example: no test in monitoring/tests makes it fire`,
    ],
    [
      'no test that is silent',
      { ...good, tests: { [name]: { firing: 3, silent: 0 } } },
      `${where}: Example: no test in monitoring/tests keeps it silent`,
    ],
    [
      'a test of an alert that is gone',
      { ...good, tests: { ...good.tests, Gone: { firing: 1, silent: 1 } } },
      'monitoring/tests: there is no alert Gone',
    ],
    [
      'a misspelt metric',
      withRule({ expr: 'redis_upp == 0' }),
      `${where}: Example: uses the metric redis_upp, which no rule records and no exporter in monitoring/metrics.yaml has`,
    ],
    [
      'two alerts of one name',
      { ...good, rules: [rule, rule] },
      `${where}: Example: there is another alert of this name`,
    ],
    [
      'two groups in a file',
      { ...good, groups: { 'monitoring/rules/example.yaml': 2 } },
      'monitoring/rules/example.yaml: has 2 groups, not one',
    ],
  ])('%s', (_, broken, problem) => expect(problemsOf(broken)).toEqual([problem]));

  test('what is no YAML', () => {
    const text = 'groups:\n  - name: a\n    rules:\n      - alert: "A\n';
    expect(() => rulesIn('monitoring/rules/example.yaml', text)).toThrow(/^monitoring\/rules\/example\.yaml:[45]: /);
  });

  test('a line is that of the rule', () => {
    const text =
      'groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: up\n      - alert: B\n        expr: up\n';
    expect(rulesIn('x.yaml', text).rules.map(({ where: at }) => at)).toEqual(['x.yaml:4', 'x.yaml:6']);
  });
});

test.each([
  ['sum by (job) (rate(a_total{job="b",c=~"d|e"}[5m])) > 0.5', ['a_total']],
  ['a:b:rate5m > 1e3 and on (job) c offset 15m > bool 0', ['a:b:rate5m', 'c']],
  ['label_replace(a, "x", "$1", "y", "(.+)") / on (x) group_left (z) b', ['a', 'b']],
  ['a - time() < 21 * 86400 # not c', ['a']],
  ['max without (pod) (a) unless absent(b == Inf)', ['a', 'b']],
  ['histogram_quantile(0.95, sum by (le) (a_bucket))', ['a_bucket']],
  ['sum(a) by (job) + a', ['a']],
])('metrics of %s', (expr, metrics) => expect(metricsOf(expr)).toEqual(metrics));

test('a metric that is named by a label is refused', () => {
  expect(() => metricsOf('{__name__=~"a.*"}')).toThrow('write its name');
});

test('cases are counted by what they expect', () => {
  const text = `
tests:
  - alert_rule_test:
      - { eval_time: 1m, alertname: A, exp_alerts: [{ exp_labels: {} }] }
      - { eval_time: 2m, alertname: A }
      - { eval_time: 3m, alertname: A, exp_alerts: [] }
`;
  expect(testedIn([text])).toEqual({ A: { firing: 1, silent: 2 } });
});

test.each(filesIn('docs/runbooks', '.md').filter((file) => !file.endsWith('README.md')))(
  '%s has what is needed at night',
  (file) => {
    const text = readFileSync(path.join(projectRoot, file), 'utf8');
    expect(text).toMatch(new RegExp(`^# ${path.basename(file, '.md')}\n`));
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([
      'Meaning',
      'Impact',
      'Diagnosis',
      'Mitigation',
      'Prevention',
    ]);
    expect(text).toContain('```bash\n');
    const queries = [...text.matchAll(/```promql\n([^`]+)```/g)].map(([, query]) => query!);
    expect(queries.flatMap(metricsOf).filter((metric) => !known.has(metric))).toEqual([]);
  },
);

test('the index links every runbook, and nothing else', () => {
  const index = readFileSync(path.join(projectRoot, 'docs/runbooks/README.md'), 'utf8');
  const linked = [...index.matchAll(/\((\w+)\.md\)/g)].map(([, name]) => name);
  expect(linked.sort()).toEqual([...monitoring.runbooks].sort());
});
