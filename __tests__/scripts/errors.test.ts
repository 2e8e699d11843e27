import { describeError, UserError } from '../../scripts/errors';

const error = new UserError({
  thing: 'environment',
  received: 'prd',
  rule: 'is not one of this project',
  mend: 'name one of: dev',
});

test('a message says what it is about, what was received, the rule, and the mend', () => {
  expect(error.message).toBe('environment "prd": is not one of this project\n  → name one of: dev');
});

test('the stack trace is shown with DEBUG only', () => {
  expect(describeError(error, false)).toBe(error.message);
  expect(describeError(error, true)).toContain('errors.test.ts');
});
