import { setTimeout as sleep } from 'node:timers/promises';
import { environmentPrefix } from '../constructs/account/names';
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
  return (await Promise.all(regions.map((region) => account.taggedResources(region, tags)))).flat();
}

/** What the load balancer controller made for the cluster: load balancers, target groups and security groups. */
const balancing = ({ environment }: Target, { account }: Surroundings): Promise<string[]> =>
  account.taggedResources(environment.region, { 'elbv2.k8s.aws/cluster': environmentPrefix(environment.name) });

/** Asks until AWS lists nothing more, or patience ends: its index lags behind by minutes. */
async function askUntilGone(
  ask: () => Promise<readonly string[]>,
  output: Output,
  { wait, now }: Surroundings,
): Promise<{ readonly left: readonly string[]; readonly keys: number }> {
  const started = now();
  for (;;) {
    const found = [...new Set(await ask())].sort();
    const left = found.filter((arn) => !waitsForItsEnd(arn));
    if (left.length === 0 || now() - started > patience) return { left, keys: found.length - left.length };
    output.note(`AWS still lists ${left.length} resources (${duration(now() - started)}), asking again`);
    await wait(pause);
  }
}

/** How to do the controller's work; each of these holds the next one. */
const removeByHand =
  'aws elbv2 delete-load-balancer --load-balancer-arn <arn>, then aws elbv2 delete-target-group --target-group-arn <arn>, then aws ec2 delete-security-group --group-id <id>';

/** What the load balancer controller made is its to remove, as long as it runs. */
const isBalancing = (arn: string): boolean => arn.includes(':elasticloadbalancing:');

/**
 * Makes sure that the load balancers went with the applications. Helm forgets a release whose removal ran out of time: a
 * second run would remove the controller, which alone deletes them, and then fail at the network that they are in.
 *
 * @throws UserError that lists what is left of them
 */
export async function proveBalancersAreGone(
  target: Target,
  output: Output,
  surroundings: Surroundings = realSurroundings(target),
): Promise<void> {
  const { left } = await askUntilGone(() => balancing(target, surroundings), output, surroundings);
  if (left.length === 0) return;
  throw new UserError({
    thing: target.stack,
    rule: `cannot be destroyed yet: its applications are gone, but not what the load balancer controller made for them:\n    ${left.join('\n    ')}`,
    mend: `see why it does not remove them: kubectl get ingress,targetgroupbinding --all-namespaces; if the controller is gone, do it by hand: ${removeByHand}; then run this again`,
  });
}

/**
 * Asks AWS, not the state, what is left of an environment.
 *
 * @throws UserError that lists what is left
 */
export async function proveNothingIsLeft(
  target: Target,
  output: Output,
  surroundings: Surroundings = realSurroundings(target),
): Promise<void> {
  const ask = async (): Promise<string[]> =>
    (await Promise.all([tagged(target, surroundings), balancing(target, surroundings)])).flat();
  const { left, keys } = await askUntilGone(ask, output, surroundings);
  if (left.length > 0)
    throw new UserError({
      thing: target.stack,
      rule: `is destroyed, but AWS still lists ${left.length} resources with its tags:\n    ${left.join('\n    ')}`,
      mend: left.some(isBalancing)
        ? `the load balancer controller is gone, so delete by hand what it made: ${removeByHand}; and then the others`
        : `delete them by hand, or run infra destroy ${target.environment.name} again in an hour if they are only remembered`,
    });
  output.note(
    `AWS knows nothing more with the tags of ${target.stack}${keys > 0 ? `, except ${keys} encryption keys in their waiting period` : ''}.`,
  );
}
