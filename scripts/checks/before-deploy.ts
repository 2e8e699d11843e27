import pc from 'picocolors';
import { UserError } from '../errors';
import type { Output } from '../output';
import type { Target } from '../target';
import { checkContext } from './context';
import { dnsDelegation } from './dns-delegation';
import { secretValues } from './secret-values';

/**
 * What has to be there before the first change. A secret without a value does no harm before applications that read it
 * are deployed, so it is only mentioned; a zone that is not delegated would make the deployment wait in vain.
 */
export async function deployChecks(target: Target, output: Output): Promise<void> {
  const context = checkContext(target);
  for (const { level, message, mend } of await secretValues.run(context))
    if (level !== 'ok') output.note(`${pc.yellow('Warning:')} ${message}\n  → ${mend}`);
  for (const { level, message, mend } of await dnsDelegation.run(context)) {
    if (level === 'fail') throw new UserError({ thing: target.stack, rule: message, mend: mend ?? '' });
    if (level === 'warn') output.note(`${pc.yellow('Warning:')} ${message}\n  → ${mend}`);
  }
}
