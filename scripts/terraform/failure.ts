import pc from 'picocolors';
import { UserError } from '../errors';
import type { Target } from '../target';
import type { Diagnostic, TerraformEvent } from './events';
import { untidiness } from './left-behind';
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

const stopped = (target: Target, left: readonly string[]): UserError =>
  new UserError({
    thing: target.stack,
    rule: [
      'was stopped when you asked for it',
      ...(left.length > 0 ? left : ['what was made is in the state, and the lock is released']),
    ].join('; '),
    mend: left.length > 0 ? 'run the same command again: it first mends that' : 'run the same command again to go on',
  });

function mendOf(left: readonly string[], ended: boolean): string {
  if (left.length > 0) return `${left.join('; ')}. Mend the cause and run the same command again: it first mends that`;
  if (!ended) return 'run the same command again: it first takes in what was made';
  return 'what was made is in the state: mend the cause and run the same command again';
}

/** Why an operation of Terraform failed, with what to do about it. */
export function failureOf(target: Target, result: RunResult): UserError {
  const errors = diagnosticsOf(result.events).filter(({ severity }) => severity === 'error');
  const lock = errors.find(({ summary }) => /acquiring the state lock/i.test(summary));
  if (lock) return lockHeld(target, lock.detail);
  if (errors.some(({ summary }) => /plan is stale/i.test(summary))) return stale(target);
  const left = untidiness(target.directory, result.events);
  if (result.interrupted) return stopped(target, left);
  return new UserError({
    thing: target.stack,
    rule: [
      errors.length > 0
        ? 'Terraform failed:'
        : `Terraform ended without finishing (exit code ${result.exitCode}). ${result.stderr.trim()}`,
      ...errors.map(describeDiagnostic),
    ].join('\n'),
    mend: mendOf(left, errors.length > 0),
  });
}
