import { UserError } from '../errors';
import type { Target } from '../target';
import type { Check, CheckContext, Finding } from './check';
import { checkContext } from './context';
import { credentials } from './credentials';
import { placeholderAccount } from './placeholder-account';
import { stateBucket } from './state-bucket';
import { terraformVersion } from './terraform-version';

/** What must hold before anything starts, in an order in which one failure explains the next. */
const beforeAnything: readonly Check[] = [terraformVersion, placeholderAccount, credentials];

/** The first failures of `checks`; later ones are not asked once one has failed. */
export async function firstFailures(context: CheckContext, checks: readonly Check[]): Promise<readonly Finding[]> {
  for (const check of checks) {
    const failures = (await check.run(context)).filter(({ level }) => level === 'fail');
    if (failures.length > 0) return failures;
  }
  return [];
}

/** Stops a verb that could only fail later and say less. Changes nothing. */
export async function preflight(target: Target, options: { readonly stateBucketNeeded: boolean }): Promise<void> {
  const checks = options.stateBucketNeeded ? [...beforeAnything, stateBucket] : beforeAnything;
  const failures = await firstFailures(checkContext(target), checks);
  if (failures.length > 0)
    throw new UserError({
      thing: target.stack,
      rule: failures.map(({ message }) => message).join('; '),
      mend: failures.map(({ mend }) => mend).join('\n  → '),
    });
}
