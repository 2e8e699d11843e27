import { deployChecks } from '../../../scripts/checks/before-deploy';
import { environmentTarget } from '../../../scripts/target';
import { fakeAccount, fakeContext } from '../../support/check-context';

const output = (said: string[]) => ({
  interactive: false,
  stream: process.stderr,
  result: () => undefined,
  note: (line: string) => void said.push(line),
});

test('all that is missing is told at once, and nothing is changed', async () => {
  const account = fakeAccount({
    secretHasValue: async (name) => name !== 'nxloy/dev/redis',
    imageExists: async () => false,
    zoneNameServers: async () => ['ns-9.example.com'],
  });
  const refused = deployChecks(environmentTarget('dev'), output([]), fakeContext({ account }));
  await expect(refused).rejects.toThrow(
    /cannot be deployed yet:\n {2}no value: nxloy\/dev\/redis[^]*not in the registry: nxloy-backend sha256:0[^]*dev\.nxloy\.com is not delegated/,
  );
});

test('what does no harm is only mentioned', async () => {
  const said: string[] = [];
  const account = fakeAccount({ secretHasValue: async (name) => !name.endsWith('alert-receivers') });
  await deployChecks(environmentTarget('dev'), output(said), fakeContext({ account }));
  expect(said.join()).toContain('no value: nxloy/dev/alert-receivers');
});
