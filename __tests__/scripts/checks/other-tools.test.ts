import { otherTools } from '../../../scripts/checks/other-tools';
import { fakeContext } from '../../support/check-context';

test('a missing tool is a warning that says what it is for', async () => {
  const found = await otherTools.run(
    fakeContext({ tool: async (command) => (command === 'kubectl' ? undefined : '1.0') }),
  );
  expect(found.map(({ level }) => level)).toEqual(['ok', 'warn', 'ok', 'ok']);
  expect(found[1]?.message).toContain('looks into the cluster');
});
