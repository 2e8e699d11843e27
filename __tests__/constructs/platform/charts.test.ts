import { charts, unsupportedBy } from '../../../constructs/platform/charts';
import { dev } from '../../../environments/dev';
import { prod } from '../../../environments/prod';
import { staging } from '../../../environments/staging';

const versions = [dev, staging, prod].map(({ cluster }) => cluster.version);

test.each(Object.values(charts))('$name $version supports the Kubernetes of every environment', (chart) => {
  expect(versions.map((version) => unsupportedBy(chart, version))).toEqual(versions.map(() => undefined));
});

test.each([
  ['1.32', charts.keda],
  ['1.36', charts.clusterAutoscaler],
])('a cluster of %s is refused for %s, with what to do', (version, chart) => {
  expect(unsupportedBy(chart, version)).toBe(
    `chart ${chart.name} ${chart.version} supports Kubernetes ${chart.kubernetes.join(' to ')}, but the cluster is ` +
      `${version}: pin a version of the chart that supports it in constructs/platform/charts.ts first`,
  );
});
