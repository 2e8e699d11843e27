import { stateBucket } from '../../../scripts/checks/state-bucket';
import { fakeAccount, fakeContext } from '../../support/check-context';

test('a missing bucket is mended by bootstrap', async () => {
  const account = fakeAccount({ bucketExists: async () => false });
  expect(await stateBucket.run(fakeContext({ account }))).toEqual([
    expect.objectContaining({ level: 'fail', mend: 'infra bootstrap dev' }),
  ]);
  expect((await stateBucket.run(fakeContext()))[0]?.level).toBe('ok');
});
