import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { environmentTarget, type Target } from '../../../scripts/target';
import type { Diagnostic } from '../../../scripts/terraform/events';
import { describeDiagnostic, failureOf } from '../../../scripts/terraform/failure';
import type { RunResult } from '../../../scripts/terraform/runner';

const failed = (
  diagnostic: Partial<Diagnostic>,
  part: Partial<RunResult> = {},
  target: Target = environmentTarget('dev'),
): string => {
  const whole: Diagnostic = { severity: 'error', summary: '', detail: '', ...diagnostic };
  return failureOf(target, {
    exitCode: 1,
    interrupted: false,
    stderr: '',
    events: [{ type: 'diagnostic', diagnostic: whole }],
    ...part,
  }).message;
};

test('a held lock: who, since when, and that a killed run is mended by deploy', () => {
  const detail =
    'Lock Info:\n  ID:        abc\n  Operation: OperationTypeApply\n  Who:       ann@laptop\n  Created:   2026-05-01 10:00:00.1 +0000 UTC\n';
  expect(failed({ summary: 'Error acquiring the state lock', detail })).toMatch(
    /is locked: held by ann@laptop since 2026-05-01T10:00:00Z[^]*infra deploy/,
  );
});

test('a stale plan: nothing was applied, plan again', () => {
  expect(failed({ summary: 'Saved plan is stale' })).toMatch(/is stale.*Nothing was applied\n.*infra plan dev/s);
});

test('an interruption: what was made is safe, go on with the same command', () => {
  expect(failed({ summary: 'execution halted' }, { interrupted: true })).toMatch(
    /was stopped when you asked.*the lock is released/s,
  );
});

describe('what could not be tidied up', () => {
  let target: Target;
  beforeEach(() => {
    target = { ...environmentTarget('dev'), directory: mkdtempSync(path.join(os.tmpdir(), 'failure-')) };
  });
  afterEach(() => rmSync(target.directory, { recursive: true }));
  const storing = (): void => writeFileSync(path.join(target.directory, 'errored.tfstate'), '{}');
  const of = (summary: string, interrupted: boolean): string => failed({ summary }, { interrupted }, target);

  test('is told of an interruption, and that the next run mends it', () => {
    storing();
    const message = of('Error releasing the state lock', true);
    expect(message).toMatch(/the state could not be stored: it lies in \S+errored.tfstate; the lock could not be rel/);
    expect(message).toContain('run the same command again: it first mends that');
    expect(message).not.toMatch(/is in the state|is released/);
  });

  test('is told of a failure', () => {
    storing();
    const message = of('Failed to save state', false);
    expect(message).toContain('→ the state could not be stored');
    expect(message).not.toContain('is in the state');
    expect(of('Error releasing the state lock', false)).toContain('the lock could not be released. Mend the cause');
  });
});

test('any other error is told whole: where, what, why', () => {
  const message = failed({
    summary: 'creating EKS Cluster',
    detail: 'AccessDenied',
    address: 'aws_eks_cluster.Cluster_1C6012B5',
  });
  expect(message).toContain('aws_eks_cluster.Cluster: creating EKS Cluster\n    AccessDenied');
});

test('a Terraform that ends without a word still leaves its exit code', () => {
  expect(
    failureOf(environmentTarget('dev'), { exitCode: 11, interrupted: false, stderr: 'panic: oh', events: [] }).message,
  ).toMatch(/exit code 11\). panic: oh\n.*first takes in what was made$/);
});

test('a warning without details is one line', () => {
  expect(describeDiagnostic({ severity: 'warning', summary: 'Deprecated', detail: '' }).split('\n')).toHaveLength(1);
});
