import { encryptionKey } from '../../../scripts/risk/encryption-key';
import { change } from '../../support/change';

test.each([
  [{ actions: ['delete'] }],
  [{ before: { is_enabled: true }, after: { is_enabled: false } }],
  [{ before: { deletion_window_in_days: 30 }, after: { deletion_window_in_days: 7 } }],
  [{ before: { enable_key_rotation: true }, after: { enable_key_rotation: false } }],
  [{ unknown: { policy: true } }],
])('%j is a risk', (part) => expect(encryptionKey.assess(change('aws_kms_key', part))).toHaveLength(1));

test('a new key and a longer waiting period are not', () => {
  expect(encryptionKey.assess(change('aws_kms_key', { actions: ['create'], unknown: { policy: true } }))).toEqual([]);
  expect(
    encryptionKey.assess(
      change('aws_kms_key', { before: { deletion_window_in_days: 7 }, after: { deletion_window_in_days: 30 } }),
    ),
  ).toEqual([]);
});
