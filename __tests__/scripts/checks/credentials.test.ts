import { credentials } from '../../../scripts/checks/credentials';
import { fakeAccount, fakeContext } from '../../support/check-context';

test("another account than the environment's fails and names both", async () => {
  const account = fakeAccount({ callerAccount: async () => '999988887777' });
  const [found] = await credentials.run(fakeContext({ account }));
  expect(found).toMatchObject({ level: 'fail', message: expect.stringMatching(/999988887777.*111122223333/) });
});

test('credentials that AWS refuses fail with its reason', async () => {
  const account = fakeAccount({ callerAccount: () => Promise.reject(new Error('ExpiredToken')) });
  expect((await credentials.run(fakeContext({ account })))[0]).toMatchObject({
    level: 'fail',
    message: expect.stringContaining('ExpiredToken'),
  });
});

test('the right account is fine', async () => {
  expect((await credentials.run(fakeContext()))[0]?.level).toBe('ok');
});
