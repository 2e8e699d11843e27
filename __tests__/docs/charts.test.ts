import { charts } from '../../constructs/platform/charts';
import { addonReleases } from '../support/addon-values';
import { evidenceText, readEvidence, valuesOf } from '../support/chart-evidence';

const evidence = readEvidence();
const releases = addonReleases();
const evidenceOf = (name: string) => evidence.find(({ chart }) => chart === name);

test('every chart is installed, and was checked', () => {
  const names = Object.values(charts).map(({ name }) => name as string);
  expect(releases.map(({ chart }) => chart).sort()).toEqual([...names].sort());
  expect(evidence.map(({ chart }) => chart).sort()).toEqual([...names].sort());
});

test.each(releases.map((release) => [release.chart, release] as const))(
  'each value of %s was found in the version that is installed',
  (chart, release) => {
    expect(evidenceOf(chart)?.version).toBe(release.version);
    expect(Object.keys(evidenceOf(chart)?.values ?? {}).sort()).toEqual(valuesOf(release));
  },
);

test('the tables can be read back', () => {
  expect(readEvidence(evidenceText(evidence))).toEqual(evidence);
});
