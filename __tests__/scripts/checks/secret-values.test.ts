import { secretValues } from '../../../scripts/checks/secret-values';
import { fakeAccount, fakeContext } from '../../support/check-context';

test('secrets without a value fail, the one for Redis included', async () => {
  const account = fakeAccount({ secretHasValue: async (name) => name !== 'nxloy/dev/redis' });
  const found = await secretValues.run(fakeContext({ account }));
  expect(found).toEqual([expect.objectContaining({ level: 'fail', message: 'no value: nxloy/dev/redis' })]);
});

test('the mend names the keys that each one needs, so that nobody has to look for them', async () => {
  const account = fakeAccount({ secretHasValue: async (name) => name === 'nxloy/dev/backend' });
  const [needed, others] = await secretValues.run(fakeContext({ account }));
  expect(needed?.mend?.split(/\n +/)).toEqual([
    expect.stringContaining('aws secretsmanager put-secret-value'),
    expect.stringMatching(/^nxloy\/dev\/database: \{"username": "<[^"]+>", "password": "<[^"]+>"\}$/),
    'nxloy/dev/redis: {"password": "<auth token of the cache>"}',
    expect.stringMatching(/^nxloy\/dev\/api-keys: \{"openai-api-key": "<[^"]+>", "anthropic-api-key": "<[^"]+>"\}$/),
  ]);
  expect(others?.mend).not.toContain('\n');
});

test('secrets that do not exist are mended by bootstrap', async () => {
  const account = fakeAccount({ secretHasValue: async () => undefined });
  expect((await secretValues.run(fakeContext({ account })))[0]).toMatchObject({
    level: 'fail',
    mend: 'infra bootstrap dev',
  });
});

test('all set is fine', async () => {
  expect(await secretValues.run(fakeContext())).toEqual([expect.objectContaining({ level: 'ok' })]);
});

test('what no application starts without fails, the rest is mentioned; in the simulator nobody sets any', async () => {
  const account = fakeAccount({ secretHasValue: async () => false });
  expect(await secretValues.run(fakeContext({ account }))).toEqual([
    expect.objectContaining({
      level: 'fail',
      message: 'no value: nxloy/dev/database, nxloy/dev/redis, nxloy/dev/backend, nxloy/dev/api-keys',
    }),
    expect.objectContaining({ level: 'warn', message: 'no value: nxloy/dev/alert-receivers' }),
  ]);
  const sandbox = { endpoint: 'http://127.0.0.1:1' };
  expect((await secretValues.run(fakeContext({ account, sandbox }))).map(({ level }) => level)).toEqual(['warn']);
});
