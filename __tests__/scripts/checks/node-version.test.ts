import { nodeVersion } from '../../../scripts/checks/node-version';
import { fakeContext } from '../../support/check-context';

test.each([
  ['v22.12.0', 'ok'],
  ['v18.20.0', 'fail'],
  ['v24.1.0', 'fail'],
])('Node %s is %s', async (line, level) =>
  expect(await nodeVersion.run(fakeContext({ tool: async () => line }))).toEqual([expect.objectContaining({ level })]),
);
