import { readFileSync } from 'node:fs';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { parse } from 'yaml';
import { localChart } from '../../../constructs/platform/local-chart';
import { Release } from '../../../constructs/platform/release';
import { synthesize } from '../../support/synth';

const releases = () =>
  synthesize((stack) => {
    new HelmProvider(stack, 'Helm');
    for (const name of ['web', 'backend'])
      new Release(stack, name, {
        name,
        namespace: 'nxloy',
        chart: localChart(stack, 'app'),
        kubernetesVersion: '1.35',
        values: { name },
        after: [],
      });
  }).resources('helm_release');

test('releases of one chart share its copy, whose path holds a digest of its content', () => {
  const paths = Object.values(releases()).map(({ chart }) => chart);
  expect(paths[0]).toMatch(/^assets\/Chart-app\/[0-9A-F]{32,}\/?$/);
  expect(paths[1]).toBe(paths[0]);
});

test("a release names its chart's version: without one its provider would look for a cluster while it plans", () => {
  const { version } = parse(readFileSync('charts/app/Chart.yaml', 'utf8')) as { version: string };
  for (const release of Object.values(releases())) expect(release).toMatchObject({ version });
});
