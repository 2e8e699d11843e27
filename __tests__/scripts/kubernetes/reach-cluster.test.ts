import { reachCluster } from '../../../scripts/kubernetes/reach-cluster';
import { findEnvironment } from '../../../scripts/target';
import { FakePrograms } from '../../support/fake-programs';

let programs: FakePrograms | undefined;
afterEach(() => programs?.restore());

function reach(scripts: Readonly<Record<string, string>>) {
  programs = new FakePrograms(scripts);
  return reachCluster('nxloy-dev', { environment: findEnvironment('dev') });
}

const says = (text: string): string => `echo '${text}' >&2; exit 1`;

test('a cluster that is ready answers, after a short wait at most', async () => {
  expect(await reach({ aws: ':', kubectl: 'echo ok' })).toEqual({ state: 'answers' });
  expect(programs?.called[1]).toBe('kubectl get --raw /readyz --request-timeout 10s');
});

test('one that refuses the caller answers, too', async () => {
  const kubectl = says('error: You must be logged in to the server (Unauthorized)');
  expect(await reach({ aws: ':', kubectl })).toEqual({ state: 'answers' });
});

test('one that cannot be reached is silent', async () => {
  expect(await reach({ aws: ':', kubectl: says('Unable to connect to the server: i/o timeout') })).toEqual({
    state: 'silent',
    reason: expect.stringContaining('i/o timeout'),
  });
});

test.each([
  'An error occurred (ResourceNotFoundException) when calling the DescribeCluster operation',
  'Cluster status is CREATING',
])('one that is not there yet is absent: %s', async (text) => {
  expect(await reach({ aws: says(text), kubectl: ':' })).toEqual({ state: 'absent' });
});

test('without the tools, or the permission to look, nothing is known', async () => {
  expect(await reach({})).toMatchObject({ state: 'unknown', reason: expect.stringContaining('aws') });
  programs?.restore();
  expect(await reach({ aws: ':' })).toMatchObject({ state: 'unknown', reason: expect.stringContaining('kubectl') });
  programs?.restore();
  expect(await reach({ aws: says('AccessDeniedException'), kubectl: ':' })).toMatchObject({ state: 'unknown' });
});
