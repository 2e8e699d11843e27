import { setTimeout as sleep } from 'node:timers/promises';
import { globalServicesRegion } from '../constructs/providers/global-region';
import type { AwsAccount } from './aws/aws-account';
import { SdkAccount } from './aws/sdk-account';
import { UserError } from './errors';
import type { Output } from './output';
import type { Target } from './target';
import { duration } from './terraform/duration';

const patience = 10 * 60_000;
const pause = 20_000;

/** AWS keeps these for their waiting period before they are gone; nothing can hurry that. */
const waitsForItsEnd = (arn: string): boolean => /^arn:aws[\w-]*:kms:[^:]*:\d+:key\//.test(arn);

/** The account that is asked, and the time between two questions. */
interface Surroundings {
  readonly account: Pick<AwsAccount, 'taggedResources'>;
  /** Waits for so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
  readonly now: () => number;
}

const realSurroundings = ({ environment, sandbox }: Target): Surroundings => ({
  account: new SdkAccount(environment.region, sandbox),
  wait: sleep,
  now: Date.now,
});

/** Everything that carries an environment's tags, in every region that it uses. */
async function tagged({ environment }: Target, { account }: Surroundings): Promise<string[]> {
  const regions = [...new Set([environment.region, environment.backupRegion, globalServicesRegion])];
  const tags = { Project: 'nxloy', Environment: environment.name, ManagedBy: 'terraform' };
  const found = await Promise.all(regions.map((region) => account.taggedResources(region, tags)));
  return [...new Set(found.flat())].sort();
}

/**
 * Asks AWS, not the state, what is left of an environment. AWS's index lags behind by minutes, so what it still lists
 * is asked for again until it is gone.
 *
 * @throws UserError that lists what is left
 */
export async function proveNothingIsLeft(
  target: Target,
  output: Output,
  surroundings: Surroundings = realSurroundings(target),
): Promise<void> {
  const { wait, now } = surroundings;
  const started = now();
  for (;;) {
    const found = await tagged(target, surroundings);
    const left = found.filter((arn) => !waitsForItsEnd(arn));
    const keys = found.length - left.length;
    if (left.length === 0) {
      output.note(
        `AWS knows nothing more with the tags of ${target.stack}${keys > 0 ? `, except ${keys} encryption keys in their waiting period` : ''}.`,
      );
      return;
    }
    if (now() - started > patience)
      throw new UserError({
        thing: target.stack,
        rule: `is destroyed, but AWS still lists ${left.length} resources with its tags:\n    ${left.join('\n    ')}`,
        mend: `delete them by hand, or run infra destroy ${target.environment.name} again in an hour if they are only remembered`,
      });
    output.note(`AWS still lists ${left.length} resources (${duration(now() - started)}), asking again`);
    await wait(pause);
  }
}
