import { platform } from '../../../environments/platform';
import { accessChecks, deployChecks } from '../../../scripts/checks/before-deploy';
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
  const refused = deployChecks(environmentTarget('dev'), output([]), {}, fakeContext({ account }));
  await expect(refused).rejects.toThrow(
    /cannot be deployed yet:\n {2}no value: nxloy\/dev\/redis[^]*not in the registry: nxloy-backend sha256:0[^]*dev\.nxloy\.com is not delegated/,
  );
});

test('what does no harm is only mentioned', async () => {
  const said: string[] = [];
  const account = fakeAccount({ secretHasValue: async (name) => !name.endsWith('alert-receivers') });
  await deployChecks(environmentTarget('dev'), output(said), {}, fakeContext({ account }));
  expect(said.join()).toContain('no value: nxloy/dev/alert-receivers');
});

test("the images of the plan are asked for, not those of the process's variable", async () => {
  const account = fakeAccount({ imageExists: async (_, reference) => reference !== 'sha256:planned' });
  const planned = Object.fromEntries(platform.images.map((image) => [image, 'sha256:planned']));
  const variables = { TF_VAR_images: '{}' };
  const refused = deployChecks(
    environmentTarget('dev'),
    output([]),
    { images: planned },
    fakeContext({ account, variables }),
  );
  await expect(refused).rejects.toThrow(/not in the registry: nxloy-backend sha256:planned/);
});

test('who cannot get into the cluster is told so before anything is planned', async () => {
  const account = fakeAccount({ callerArn: async () => 'arn:aws:iam::111122223333:user/ann' });
  const { environment } = fakeContext();
  const context = fakeContext({
    account,
    environment: { ...environment, cluster: { ...environment.cluster, publicAccessCidrs: [] } },
    reachCluster: async () => ({ state: 'silent', reason: 'i/o timeout' }),
  });
  await expect(accessChecks(environmentTarget('dev'), output([]), context)).rejects.toThrow(
    /cannot be deployed yet:\n {2}arn:aws:iam::111122223333:user\/ann has no entry[^]*does not answer: i\/o timeout/,
  );
});
