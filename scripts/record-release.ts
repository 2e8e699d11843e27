import { releaseParameterName } from '../constructs/account/names';
import type { AwsAccount } from './aws/aws-account';
import { SdkAccount } from './aws/sdk-account';
import type { Session } from './terraform/operation';

/**
 * Writes down which images run, so that the next deployment goes on with them unless it is told others.
 *
 * @param outputs of the stack that was deployed; one without applications has nothing to write down
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
  if (record === (await account.readParameter(name))) return;
  await account.writeParameter(name, record);
  output.note(`Recorded the images that run in ${name}.`);
}
