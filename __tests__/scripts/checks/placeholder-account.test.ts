import { placeholderAccount } from '../../../scripts/checks/placeholder-account';
import { findEnvironment } from '../../../scripts/target';
import { fakeContext } from '../../support/check-context';

const shipped = { environment: { ...findEnvironment('dev'), account: { id: '000000000000', alias: 'nxloy' } } };

test('the placeholder is refused, except in the sandbox', async () => {
  expect(await placeholderAccount.run(fakeContext(shipped))).toEqual([expect.objectContaining({ level: 'fail' })]);
  expect(
    await placeholderAccount.run(fakeContext({ ...shipped, sandbox: { endpoint: 'http://127.0.0.1:1' } })),
  ).toEqual([]);
});

test('an account of your own is fine', async () => {
  expect(await placeholderAccount.run(fakeContext())).toEqual([]);
});
