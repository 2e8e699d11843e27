import { environmentTarget } from '../../../scripts/target';
import type { Diagnostic } from '../../../scripts/terraform/events';
import { describeDiagnostic, failureOf } from '../../../scripts/terraform/failure';
import type { RunResult } from '../../../scripts/terraform/runner';

const failed = (diagnostic: Partial<Diagnostic>, part: Partial<RunResult> = {}): string => {
  const whole: Diagnostic = { severity: 'error', summary: '', detail: '', ...diagnostic };
  return failureOf(environmentTarget('dev'), {
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
  ).toMatch(/exit code 11\). panic: oh/);
});

test('a warning without details is one line', () => {
  expect(describeDiagnostic({ severity: 'warning', summary: 'Deprecated', detail: '' }).split('\n')).toHaveLength(1);
});
