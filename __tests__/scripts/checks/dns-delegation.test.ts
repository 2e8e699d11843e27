import { dnsDelegation } from '../../../scripts/checks/dns-delegation';
import { findEnvironment } from '../../../scripts/target';
import { fakeAccount, fakeContext } from '../../support/check-context';

const nobody = { nameServers: async () => [] };

test('a delegated zone is fine, whatever the case and the last dot', async () => {
  const found = await dnsDelegation.run(fakeContext({ nameServers: async () => ['NS-1.example.com.'] }));
  expect(found).toEqual([expect.objectContaining({ level: 'ok' })]);
});

test.each(['dev', 'prod'])('a zone of %s that is not delegated fails, and names the records to set', async (name) => {
  const environment = findEnvironment(name);
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
