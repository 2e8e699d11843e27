import { cutShort, keepCutShort } from '../../../scripts/recovery/cut-short';
import type { TerraformEvent } from '../../../scripts/terraform/events';

const error = (summary: string, address?: string): TerraformEvent => ({
  type: 'diagnostic',
  diagnostic: { severity: 'error', summary, detail: '', address },
});
const events = [
  error('waiting for KMS Key (1) policy update: context canceled', 'aws_kms_key.a'),
  error('execution halted'),
  error('creating EC2 VPC: AccessDenied', 'aws_vpc.v'),
];

test('only what was cancelled is cut short; what failed by itself is not', () => {
  expect(cutShort(events)).toEqual(['aws_kms_key.a']);
});

test('it is completed, not replaced', async () => {
  const untaint = jest.fn(async () => true);
  const note = jest.fn();
  await keepCutShort({ untaint }, events, { note });
  expect(untaint.mock.calls).toEqual([['aws_kms_key.a']]);
  expect(note).toHaveBeenCalledWith('Cut short in the making: 1. The next run completes them.');
});
