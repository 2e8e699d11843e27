import { isDeleted, isUnknown, valueAt } from './change';
import type { Rule } from './rule';

export const encryptionKey: Rule = {
  name: 'encryption-key',
  types: ['aws_kms_key'],
  assess: (change) => {
    if (isDeleted(change))
      return [
        'the key goes after its waiting period: everything encrypted with it, backups included, becomes unreadable',
      ];
    if (change.actions.includes('create')) return [];
    const window = (attributes: unknown): number => Number(valueAt(attributes, 'deletion_window_in_days'));
    return [
      ...(valueAt(change.before, 'is_enabled') === true && valueAt(change.after, 'is_enabled') !== true
        ? ['the key is disabled: nothing encrypted with it can be read']
        : []),
      ...(window(change.after) < window(change.before) ? ['the waiting period before deletion gets shorter'] : []),
      ...(valueAt(change.before, 'enable_key_rotation') === true &&
      valueAt(change.after, 'enable_key_rotation') !== true
        ? ['the key is no longer rotated']
        : []),
      ...(isUnknown(change, 'policy')
        ? ['its policy is known only while applying: it may let others use the key']
        : []),
    ];
  },
};
