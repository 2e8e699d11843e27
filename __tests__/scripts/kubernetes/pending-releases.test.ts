import type { Kubectl } from '../../../scripts/kubernetes/kubectl';
import { forgetPending } from '../../../scripts/kubernetes/pending-releases';
import { listening } from '../../support/listening';

const record = (namespace: string, name: string, version: string, status: string) => ({
  metadata: { namespace, labels: { owner: 'helm', name, version, status } },
});

/** A cluster with these unfinished revisions, which remembers what was deleted. */
function cluster(...records: readonly ReturnType<typeof record>[]) {
  const asked: string[] = [];
  const run = async (command: readonly string[]): Promise<string> => {
    asked.push(command.join(' '));
    return '';
  };
  return { asked, kubectl: { list: async () => records, run } as unknown as Kubectl };
}

const ours = [{ name: 'backend', namespace: 'nxloy' }];

test('an unfinished revision of a release of the stack is forgotten, and said so', async () => {
  const { asked, kubectl } = cluster(record('nxloy', 'backend', '7', 'pending-upgrade'));
  const { output, lines } = listening();
  expect(await forgetPending(kubectl, ours, async () => false, output)).toBe(true);
  expect(asked).toEqual([
    'delete configmaps --namespace nxloy --selector owner=helm,name=backend,version=7,status=pending-upgrade',
  ]);
  expect(lines).toEqual([
    expect.stringContaining('Release backend: an interrupted run left revision 7 pending-upgrade'),
  ]);
});

test('releases of other people are left alone, also one of the same name elsewhere', async () => {
  const { asked, kubectl } = cluster(
    record('nxloy', 'experiment', '1', 'pending-install'),
    record('other', 'backend', '1', 'pending-install'),
  );
  expect(await forgetPending(kubectl, ours, async () => false, listening().output)).toBe(false);
  expect(asked).toEqual([]);
});

test('while another run holds the state, nothing is touched', async () => {
  const { asked, kubectl } = cluster(record('nxloy', 'backend', '7', 'pending-upgrade'));
  expect(await forgetPending(kubectl, ours, async () => true, listening().output)).toBe(false);
  expect(asked).toEqual([]);
});
