import pc from 'picocolors';
import { UserError } from '../errors';
import type { Output } from '../output';
import type { Target } from '../target';
import type { CheckContext } from './check';
import { checkContext } from './context';
import { dnsDelegation } from './dns-delegation';
import { images } from './images';
import { secretValues } from './secret-values';

/**
 * What has to be there before the first change. Without it a deployment would end half-way, waiting in vain for
 * certificates or for pods.
 *
 * @throws UserError with all that is missing
 */
export async function deployChecks(
  target: Target,
  output: Output,
  context: CheckContext = checkContext(target),
): Promise<void> {
  const checks = [secretValues, images, dnsDelegation];
  const found = (await Promise.all(checks.map((check) => check.run(context)))).flat();
  for (const { level, message, mend } of found)
    if (level === 'warn') output.note(`${pc.yellow('Warning:')} ${message}\n  → ${mend}`);
  const missing = found.filter(({ level }) => level === 'fail');
  if (missing.length === 0) return;
  const list = missing.map(({ message, mend }) => `  ${message}\n    → ${mend}`);
  throw new UserError({
    thing: target.stack,
    rule: ['cannot be deployed yet:', ...list].join('\n'),
    mend: 'mend that and run the same command again; nothing was changed',
  });
}
