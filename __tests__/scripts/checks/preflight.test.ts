import { credentials } from '../../../scripts/checks/credentials';
import { firstFailures } from '../../../scripts/checks/preflight';
import { stateBucket } from '../../../scripts/checks/state-bucket';
import { fakeAccount, fakeContext } from '../../support/check-context';

test('the first failure ends it: what depends on it is not asked', async () => {
  const bucketExists = jest.fn(async () => false);
  const account = fakeAccount({ callerAccount: async () => '999988887777', bucketExists });
  expect(await firstFailures(fakeContext({ account }), [credentials, stateBucket])).toHaveLength(1);
  expect(bucketExists).not.toHaveBeenCalled();
});
