import { Command } from 'commander';
import pc from 'picocolors';
import { applicationNamespace } from '../constructs/workloads/namespace';
import { applicationsOf } from '../environments/environment-applications';
import { applyPlan, cannotAsk } from './apply';
import { exclusively } from './busy';
import { askOnTerminal, canAsk, type Confirmation, declined } from './confirm';
import { UserError } from './errors';
import { proveBalancersAreGone, proveNothingIsLeft } from './leftovers';
import { type Output, processOutput } from './output';
import { openSession, type SessionOptions } from './session';
import { environmentTarget, type Target } from './target';
import { describePlan } from './terraform/plan-report';
import { makePlan, type Plan } from './terraform/planning';

export interface DestroyOptions extends SessionOptions {
  readonly confirmation: Confirmation;
}

/** Protected environments are not destroyed by a command. Changes nothing. */
export function refuseProtected({ environment }: Target): void {
  if (environment.protection === 'none') return;
  throw new UserError({
    thing: `infra destroy ${environment.name}`,
    rule: `refused: ${environment.name} is protected ("${environment.protection}"), so that no command can lose its data. Nothing was changed`,
    mend: `only if it is really to go: set protection to "none" in environments/${environment.name}.ts, have that reviewed, deploy it, then destroy`,
  });
}

/** Whether the plan removes an application, and with it what stands before it. */
function removesApplications({ environment }: Target, { changes }: Pick<Plan, 'changes'>): boolean {
  const names = Object.keys(applicationsOf(environment));
  return changes.some(
    ({ type, before }) =>
      type === 'helm_release' && before.namespace === applicationNamespace && names.includes(String(before.name)),
  );
}

/** Removes everything that a stack made, and proves it. */
export const destroyStack = (target: Target, output: Output, options: DestroyOptions): Promise<void> =>
  exclusively(target.directory, 'destroy', async () => {
    const session = await openSession(target, output, options);
    const plan = await makePlan(session, 'destroy');
    if (plan.empty) output.note(`${target.stack}: nothing is there.`);
    else {
      describePlan(plan).forEach((line) => output.note(line));
      const question = `This cannot be undone. Type the environment's name to destroy it (${target.environment.name}):`;
      if (!(await options.confirmation.type(question, target.environment.name)))
        throw declined(`destruction of ${target.stack}`);
      if (!target.sandbox && !removesApplications(target, plan)) await proveBalancersAreGone(target, output);
      await applyPlan(session, plan);
      output.note(pc.green(`${target.stack} is destroyed.`));
    }
    if (!target.sandbox) await proveNothingIsLeft(target, output);
  });

/** Destroys an environment, as a verb. */
export const destroyCommand = (): Command =>
  new Command('destroy')
    .description('remove an environment that is not protected, and prove that nothing is left of it')
    .argument('<environment>', 'such as dev')
    .option('--yes <environment>', "destroy without asking; repeat the environment's name")
    .addHelpText('after', '\nExit codes: 0 destroyed and nothing is left, 1 refused, failed, or something is left.')
    .action(async (environment: string, { yes }: { yes?: string }) => {
      const target = environmentTarget(environment);
      refuseProtected(target);
      if (yes !== undefined && yes !== environment)
        throw new UserError({
          thing: '--yes',
          received: yes,
          rule: `is not the environment to destroy`,
          mend: `repeat its name: --yes ${environment}`,
        });
      if (yes === undefined && !canAsk())
        throw cannotAsk(target, 'destroy', `infra destroy ${environment} --yes ${environment}`);
      const confirmation: Confirmation =
        yes === undefined ? askOnTerminal : { ...askOnTerminal, type: async () => true };
      await destroyStack(target, processOutput(), { confirmation });
    });
