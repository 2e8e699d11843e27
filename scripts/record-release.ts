import { releaseParameterName } from '../constructs/account/names';
import type { AwsAccount } from './aws/aws-account';
import { SdkAccount } from './aws/sdk-account';
import { UserError } from './errors';
import type { Session } from './terraform/operation';

/**
 * Writes down which images run, so that the next deployment goes on with them unless it is told others.
 *
 * @param outputs of the stack that was deployed; one without applications has nothing to write down
 * @throws UserError that says how to write it down after all
 */
export async function recordRelease(
  { target, output }: Pick<Session, 'target' | 'output'>,
  outputs: Readonly<Record<string, unknown>>,
  account: AwsAccount = new SdkAccount(target.environment.region, target.sandbox),
): Promise<void> {
  const running = outputs.running_images as Readonly<Record<string, string>> | undefined;
  if (running === undefined) return;
  const name = releaseParameterName(target.environment.name);
  const sorted = Object.fromEntries(Object.entries(running).sort(([a], [b]) => a.localeCompare(b)));
  const record = JSON.stringify(sorted);
  try {
    if (record === (await account.readParameter(name))) return;
    await account.writeParameter(name, record);
  } catch (error) {
    throw new UserError({
      thing: target.stack,
      rule: `is deployed, but the images that run could not be recorded in ${name}: ${(error as Error).message}`,
      mend: `record them before the next deployment goes back to the ones of before: TF_VAR_images='${record}' infra deploy ${target.environment.name}`,
    });
  }
  output.note(`Recorded the images that run in ${name}.`);
}
