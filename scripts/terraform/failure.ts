import pc from 'picocolors';
import { UserError } from '../errors';
import type { Target } from '../target';
import type { Diagnostic, TerraformEvent } from './events';
import { shortAddress } from './progress-model';
import type { RunResult } from './runner';
import { describeLock, lockFromDiagnostic } from './state-lock';

export const diagnosticsOf = (events: readonly TerraformEvent[]): Diagnostic[] =>
  events.flatMap((event) => (event.type === 'diagnostic' ? [event.diagnostic] : []));

/** A diagnostic for people: where, what, and the explanation. */
export function describeDiagnostic({ severity, summary, detail, address }: Diagnostic): string {
  const title = severity === 'error' ? pc.red('Error') : pc.yellow('Warning');
  const where = address ? ` ${shortAddress(address)}:` : '';
  const lines = detail.trim()
    ? detail
        .trim()
        .split('\n')
        .map((line) => `    ${line}`)
    : [];
  return [`${title}:${where} ${summary}`, ...lines].join('\n');
}

const lockHeld = (target: Target, detail: string): UserError => {
  const lock = lockFromDiagnostic(detail);
  return new UserError({
    thing: `state of ${target.stack}`,
    rule: lock ? `is locked: ${describeLock(lock, new Date())}` : `cannot be locked: ${detail.trim()}`,
    mend: lock
      ? `wait until that run ends; if it was killed, \`infra deploy\` on ${lock.Who.split('@').at(-1)} mends it, and only if that machine is gone: cd ${target.directory} && terraform force-unlock ${lock.ID}`
      : 'see `infra doctor`',
  });
};

const stale = (target: Target): UserError =>
  new UserError({
    thing: `plan of ${target.stack}`,
    rule: 'is stale: something was changed since it was made. Nothing was applied',
    mend: `plan again and look at it: infra plan ${target.environment.name}`,
  });

/** Why an operation of Terraform failed, with what to do about it. */
export function failureOf(target: Target, result: RunResult): UserError {
  const errors = diagnosticsOf(result.events).filter(({ severity }) => severity === 'error');
  const lock = errors.find(({ summary }) => /acquiring the state lock/i.test(summary));
  if (lock) return lockHeld(target, lock.detail);
  if (errors.some(({ summary }) => /plan is stale/i.test(summary))) return stale(target);
  if (result.interrupted)
    return new UserError({
      thing: target.stack,
      rule: 'was stopped when you asked for it; what was made is in the state, and the lock is released',
      mend: 'run the same command again to go on',
    });
  return new UserError({
    thing: target.stack,
    rule: [
      errors.length > 0
        ? 'Terraform failed:'
        : `Terraform ended without finishing (exit code ${result.exitCode}). ${result.stderr.trim()}`,
      ...errors.map(describeDiagnostic),
    ].join('\n'),
    mend: 'what was made is in the state: mend the cause and run the same command again',
  });
}
