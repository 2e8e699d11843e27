import { dnsDelegation } from '../../../scripts/checks/dns-delegation';
import { findEnvironment } from '../../../scripts/target';
import { fakeAccount, fakeContext } from '../../support/check-context';

const nobody = { nameServers: async () => [] };

test('a delegated zone is fine, whatever the case and the last dot', async () => {
  const found = await dnsDelegation.run(fakeContext({ nameServers: async () => ['NS-1.example.com.'] }));
  expect(found).toEqual([expect.objectContaining({ level: 'ok' })]);
});

test('a zone that is not delegated fails where certificates wait for it, and names the records to set', async () => {
  const environment = findEnvironment('prod');
  expect((await dnsDelegation.run(fakeContext({ ...nobody, environment })))[0]).toMatchObject({
    level: 'fail',
    mend: expect.stringContaining('ns-1.example.com'),
  });
});

test('a zone that does not exist is mended by bootstrap', async () => {
  const account = fakeAccount({ zoneNameServers: async () => undefined });
  expect((await dnsDelegation.run(fakeContext({ account })))[0]).toMatchObject({
    level: 'fail',
    mend: 'infra bootstrap dev',
  });
});
