import pc from 'picocolors';
import { UserError } from '../errors';
import type { Output } from '../output';
import type { Target } from '../target';
import type { Plan } from '../terraform/planning';
import type { Check, CheckContext } from './check';
import { clusterEndpoint } from './cluster-endpoint';
import { clusterEntry } from './cluster-entry';
import { checkContext } from './context';
import { dnsDelegation } from './dns-delegation';
import { images } from './images';
import { secretValues } from './secret-values';

async function demand(checks: readonly Check[], context: CheckContext, output: Output): Promise<void> {
  const found = (await Promise.all(checks.map((check) => check.run(context)))).flat();
  for (const { level, message, mend } of found)
    if (level === 'warn') output.note(`${pc.yellow('Warning:')} ${message}\n  → ${mend}`);
  const missing = found.filter(({ level }) => level === 'fail');
  if (missing.length === 0) return;
  const list = missing.map(({ message, mend }) => `  ${message}\n    → ${mend}`);
  throw new UserError({
    thing: context.stack,
    rule: ['cannot be deployed yet:', ...list].join('\n'),
    mend: 'mend that and run the same command again; nothing was changed',
  });
}

/**
 * What has to hold before a deployment is planned: who cannot get into the cluster would make everything in AWS, and then
 * fail at the first release.
 *
 * @throws UserError with all that does not hold
 */
export const accessChecks = (
  target: Target,
  output: Output,
  context: CheckContext = checkContext(target),
): Promise<void> => demand([clusterEntry, clusterEndpoint], context, output);

/**
 * What has to be there before the first change. Without it a deployment would end half-way, waiting in vain for
 * certificates or for pods.
 *
 * @throws UserError with all that is missing
 */
export const deployChecks = (
  target: Target,
  output: Output,
  { images: plannedImages }: Pick<Plan, 'images'>,
  context: CheckContext = checkContext(target),
): Promise<void> => demand([secretValues, images, dnsDelegation], { ...context, plannedImages }, output);
