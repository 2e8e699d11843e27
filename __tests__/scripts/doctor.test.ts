import { diagnose } from '../../scripts/doctor';
import { fakeAccount, fakeContext } from '../support/check-context';

test('without an environment only the machine is looked at', async () => {
  const found = await diagnose(fakeContext(), 'machine');
  expect(new Set(found.map(({ check }) => check))).toEqual(new Set(['node', 'terraform', 'tools']));
});

test('without credentials the account is not asked: one failure, not five', async () => {
  const account = fakeAccount({ callerAccount: () => Promise.reject(new Error('expired token')) });
  const found = await diagnose(fakeContext({ account }), 'environment');
  expect(found.filter(({ level }) => level === 'fail').map(({ check }) => check)).toEqual(['credentials']);
});

test('a check that breaks is a finding, and the others still run', async () => {
  const account = fakeAccount({ bucketExists: () => Promise.reject(new Error('throttled')) });
  const found = await diagnose(fakeContext({ account }), 'environment');
  expect(found).toContainEqual(
    expect.objectContaining({ check: 'state bucket', level: 'fail', message: expect.stringContaining('throttled') }),
  );
  expect(found.map(({ check }) => check)).toContain('secrets');
});
