import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { erroredState, isUntidy, leftBehind } from '../../../scripts/terraform/left-behind';

let directory: string;
beforeEach(() => (directory = mkdtempSync(path.join(os.tmpdir(), 'left-behind-'))));
afterEach(() => rmSync(directory, { recursive: true }));

const error = (summary: string) =>
  ({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail: '' } }) as const;

test('a run that failed by itself is tidy', () =>
  expect(leftBehind(directory, 'apply', [error('creating EC2 VPC: AccessDenied')])).toBe(false));

test('a lock that could not be released is left behind', () =>
  expect(isUntidy(directory, [error('Error releasing the state lock')])).toBe(true));

test('a state that could not be stored is left behind', () => {
  writeFileSync(erroredState(directory), '{}');
  expect(isUntidy(directory, [])).toBe(true);
});

test('what was cut short in the making is to be completed; what was cut short in the destroying goes on anyway', () => {
  const cut = { ...error('waiting for KMS Key: context canceled') };
  const events = [{ ...cut, diagnostic: { ...cut.diagnostic, address: 'aws_kms_key.k' } }];
  expect(leftBehind(directory, 'apply', events)).toBe(true);
  expect(leftBehind(directory, 'destroy', events)).toBe(false);
});
