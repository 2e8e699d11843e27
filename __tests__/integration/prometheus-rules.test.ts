import { execFileSync } from 'node:child_process';
import { execa } from 'execa';
import { filesIn, projectRoot, readMonitoring } from '../support/alert-rules';
import { describeUnless } from '../support/cluster';

function promtoolMissing(): string | undefined {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'promtool is not on the PATH: it comes with Prometheus, https://prometheus.io/download/';
  }
}

const promtool = async (...args: readonly string[]): Promise<string> => {
  const { all } = await execa('promtool', args, { cwd: projectRoot, all: true });
  return all;
};

describeUnless(promtoolMissing())('Prometheus itself', () => {
  const { rules, tests } = readMonitoring();

  test('reads every rule', async () => {
    const said = await promtool('check', 'rules', ...filesIn('monitoring/rules', '.yaml'));
    const counts = [...said.matchAll(/SUCCESS: (\d+) rules found/g)].map(([, count]) => Number(count));
    expect(counts).toHaveLength(filesIn('monitoring/rules', '.yaml').length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rules.length);
  });

  test('fires every alert where a test says so, and no other', async () => {
    const files = filesIn('monitoring/tests', '.yaml');
    const said = await promtool('test', 'rules', ...files);
    expect(said.match(/SUCCESS/g)).toHaveLength(files.length);
    const alerts = rules.filter(({ alert }) => alert !== undefined).length;
    const of = (kind: 'firing' | 'silent'): number => Object.values(tests).filter((cases) => cases[kind] > 0).length;
    expect({ firing: of('firing'), silent: of('silent') }).toEqual({ firing: alerts, silent: alerts });
  });
});
