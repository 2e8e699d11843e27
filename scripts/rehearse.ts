import { rmSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import { environmentPrefix } from '../constructs/account/names';
import type { Dropped } from '../sandbox/derive';
import limits from '../sandbox/limits.json';
import { type Simulator, startSimulator } from '../sandbox/simulator';
import { applyPlan } from './apply';
import { bootstrapAccount } from './bootstrap';
import { exclusively } from './busy';
import { alwaysAgree } from './confirm';
import { deployStack } from './deploy';
import { destroyStack, refuseProtected } from './destroy';
import { UserError } from './errors';
import { type Output, processOutput } from './output';
import { planStack } from './plan';
import { projectRoot } from './project-root';
import { ClusterPart, type ClusterPartOptions } from './rehearsal/cluster-part';
import { assertNothingIsLeft, takeFinalSnapshot } from './rehearsal/leftovers';
import { Steps } from './rehearsal/steps';
import { sandboxAt } from './sandbox-mode';
import { openSession, type SessionOptions } from './session';
import { bootstrapTarget, environmentTarget, findEnvironment, sandboxDirectory, type Target } from './target';
import { describePlan } from './terraform/plan-report';
import { makePlan } from './terraform/planning';

/** Whatever is changed by a second plan was not described completely, or is not kept as it is described. */
async function assertNothingToDo(target: Target, output: Output, options: SessionOptions): Promise<void> {
  const plan = await planStack(target, output, options);
  if (plan.empty) return output.note(`${target.stack}: the second plan is empty.`);
  throw new UserError({
    thing: `second plan of ${target.stack}`,
    rule: `should be empty, but is not:\n${describePlan(plan).join('\n')}`,
    mend: 'correct what never settles, or list it in sandbox/overrides.json when only the simulator is to blame',
  });
}

function assertRefused(target: Target, output: Output): void {
  try {
    refuseProtected(target);
  } catch (error) {
    if (error instanceof UserError) return output.note(`As it should be: ${error.message.split('\n')[0]}`);
    throw error;
  }
  throw new Error(`${target.stack} is protected, but destroying it was not refused`);
}

/** AWS's own protection is a setting: it has to be switched off before anything can be deleted. */
const liftProtection = (target: Target, output: Output, options: SessionOptions): Promise<void> =>
  exclusively(target.directory, 'rehearse', async () => {
    const session = await openSession(target, output, { ...options, liftProtection: true });
    const plan = await makePlan(session);
    describePlan(plan).forEach((line) => output.note(line));
    if (!plan.empty) await applyPlan(session, plan);
  });

async function goTheWholeWay(
  simulator: Simulator,
  environment: string,
  clusterPart: ClusterPart,
  steps: Steps,
  output: Output,
  options: SessionOptions,
): Promise<void> {
  const sandbox = sandboxAt(simulator.endpoint);
  const account = bootstrapTarget(environment, sandbox);
  const target = environmentTarget(environment, sandbox);
  const agreed = { ...options, confirmation: alwaysAgree };
  const isProtected = target.environment.protection !== 'none';

  await steps.run('Prepare the account, and move its state into its own bucket', () =>
    bootstrapAccount(account, output, agreed),
  );
  const before = await simulator.inventory();
  await steps.run(`Deploy ${environment}`, () => deployStack(target, output, agreed));
  await steps.run('Plan again: nothing to do', () => assertNothingToDo(target, output, options));
  await clusterPart.run(target, steps, output);
  if (isProtected) {
    await steps.run(`Destroy ${environment}: refused`, async () => assertRefused(target, output));
    await steps.run('Lift the protection, which only the sandbox can', () => liftProtection(target, output, options));
  }
  await steps.run(`Destroy ${environment}`, () =>
    destroyStack(target, output, { ...agreed, liftProtection: isProtected }),
  );
  if (target.environment.protection === 'prevent-destroy')
    await steps.run(`Find the final snapshot ${finalSnapshot(environment)}, and remove it`, () =>
      takeFinalSnapshot(simulator, before, finalSnapshot(environment)),
    );
  await steps.run('Ask the account what is left: nothing', () => assertNothingIsLeft(simulator, before));
}

/** What a protected database leaves behind on purpose. */
const finalSnapshot = (environment: string): string => `${environmentPrefix(environment)}-database-final`;

/** How many steps there will be. */
const stepCount = (protection: Target['environment']['protection']): number =>
  ({ none: 6, 'deletion-protection': 8, 'prevent-destroy': 9 })[protection];

/** Goes the whole way from an empty account to a running environment and back, on this machine. */
async function rehearse(name: string, clusterPart: ClusterPart, output: Output): Promise<void> {
  const environment = findEnvironment(name);
  const steps = new Steps(output, stepCount(environment.protection) + clusterPart.steps);
  const dropped = new Map<string, Dropped>();
  const onDropped = (some: readonly Dropped[]): void => some.forEach((one) => dropped.set(one.address, one));
  const simulator = await steps.run('Start a simulated AWS account', () =>
    startSimulator({ accountId: environment.account.id }),
  );
  const directory = sandboxDirectory(sandboxAt(simulator.endpoint));
  try {
    rmSync(directory, { recursive: true, force: true });
    await goTheWholeWay(simulator, name, clusterPart, steps, output, { onDropped });
    rmSync(directory, { recursive: true, force: true });
  } catch (error) {
    output.note(
      `The simulated account is gone; what Terraform said is kept in ${path.relative(projectRoot, directory)}.`,
    );
    throw error;
  } finally {
    await simulator.stop();
  }
  output.result('');
  steps.summary().forEach((line) => output.result(line));
  output.result('\nWhat no simulation can show:');
  limits.forEach(({ what, reason }) => output.result(pc.dim(`  ${what}: ${reason}`)));
  clusterPart.describe([...dropped.values()]).forEach((line) => output.result(pc.dim(line)));
  output.result(
    pc.green(`\n${name} was rehearsed: deployed, planned empty, destroyed, nothing left.${clusterPart.summary}`),
  );
}

/** Rehearses, as a verb. */
export const rehearseCommand = (): Command =>
  new Command('rehearse')
    .description('go the whole way on this machine, on a simulated AWS account: no account needed')
    .argument('<environment>', 'such as dev')
    .option('--kubeconfig <file>', 'of a cluster on this machine, for the releases; otherwise the kind cluster, if any')
    .option('--charts <folder>', 'charts from outside, a folder each; otherwise they are fetched')
    .addHelpText(
      'after',
      '\nExit codes: 0 everything went as it should, 1 something did not.\nNeeds Terraform and Python 3; the first run installs the simulator into a virtual environment of its own.\nThe releases need Helm, kubectl and a cluster: kind create cluster --kubeconfig kubeconfig.rehearsal',
    )
    .action(async (environment: string, options: ClusterPartOptions) => {
      findEnvironment(environment);
      const clusterPart = await ClusterPart.open(options);
      try {
        await rehearse(environment, clusterPart, processOutput());
      } finally {
        clusterPart.close();
      }
    });
