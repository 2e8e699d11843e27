import { kubernetesSupport } from '../../../scripts/checks/support-dates';
import { supportOf, versionSupport } from '../../../scripts/checks/version-support';
import { fakeContext } from '../../support/check-context';

const dates = { '1.35': '2027-03-27' };
const level = (now: string): string => supportOf('Kubernetes', '1.35', dates, new Date(now)).level;

test('warns in time for an upgrade, and fails once support is over', () => {
  expect(level('2026-06-01')).toBe('ok');
  expect(level('2026-12-15')).toBe('warn');
  expect(level('2027-03-28')).toBe('fail');
});

test('an unknown version is a warning', () => {
  expect(supportOf('Kubernetes', '2.0', dates, new Date()).level).toBe('warn');
});

test('every environment runs versions whose dates are known', async () => {
  const found = await versionSupport.run(fakeContext());
  expect(found.map(({ message }) => message).join()).not.toContain('not known');
  expect(Object.keys(kubernetesSupport)).toContain('1.35');
});
