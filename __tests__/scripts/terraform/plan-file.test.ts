import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  namesPlan,
  planFile,
  readPlanMetadata,
  removePlan,
  writePlanMetadata,
} from '../../../scripts/terraform/plan-file';

const saved = (): { directory: string; digest: string } => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'plan-'));
  writeFileSync(planFile(directory), 'a plan');
  const { planDigest } = writePlanMetadata(directory, {
    stack: 'dev',
    purpose: 'deploy',
    terraformVersion: '1.11.4',
    configurationDigest: 'c',
    createdAt: '',
  });
  return { directory, digest: planDigest };
};

test('an approval names the plan by its digest, or by enough of it', () => {
  const { directory, digest } = saved();
  const metadata = readPlanMetadata(directory)!;
  expect(namesPlan(digest, metadata)).toBe(true);
  expect(namesPlan(digest.slice(0, 12).toUpperCase(), metadata)).toBe(true);
  expect(namesPlan(digest.slice(0, 11), metadata)).toBe(false);
  expect(namesPlan('f'.repeat(64), metadata)).toBe(false);
});

test('a plan file that was exchanged is no plan any more', () => {
  const { directory } = saved();
  writeFileSync(planFile(directory), 'another plan');
  expect(readPlanMetadata(directory)).toBeUndefined();
});

test('a removed plan leaves nothing', () => {
  const { directory } = saved();
  removePlan(directory);
  expect(readPlanMetadata(directory)).toBeUndefined();
});
