import { validateDatabase } from '../../../constructs/database/database-rules';

const valid = { version: '17', storage: 100, maximumStorage: 1000, backupRetentionDays: 30, readReplicas: 2 };

describe('validateDatabase', () => {
  test.each([[{}], [{ maximumStorage: 100 }], [{ maximumStorage: 110 }], [{ passwordVersion: 2 }]])(
    'accepts %j',
    (changes) => {
      expect(() => validateDatabase('prod/Database', { ...valid, ...changes })).not.toThrow();
    },
  );

  test('says where, what, why and how to mend it', () => {
    expect(() => validateDatabase('prod/Database', { ...valid, maximumStorage: 109 })).toThrow(
      'prod/Database: maximumStorage "109" must exceed storage (100) by at least 10 %: raise it, or make both equal for storage that never grows',
    );
  });
});
