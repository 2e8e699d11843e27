import { cutShort } from '../../../scripts/recovery/cut-short';
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
