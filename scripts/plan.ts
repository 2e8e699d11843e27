import { Command } from 'commander';
import { exclusively } from './busy';
import { type Output, processOutput } from './output';
import { openSession, type SessionOptions } from './session';
import { environmentTarget, type Target } from './target';
import { describePlan } from './terraform/plan-report';
import { makePlan, type Plan } from './terraform/planning';

/** Exit codes of `infra plan`; an error is 1. */
export const planExitCode = ({ empty, risks }: Plan): number => {
  if (empty) return 0;
  return risks.length > 0 ? 3 : 2;
};

/** Makes and saves a plan. */
export const planStack = (target: Target, output: Output, options: SessionOptions = {}): Promise<Plan> =>
  exclusively(target.directory, 'plan', async () => makePlan(await openSession(target, output, options)));

const asJson = ({ metadata, changes, risks, empty }: Plan): string =>
  JSON.stringify(
    { ...metadata, empty, changes: changes.map(({ address, type, actions }) => ({ address, type, actions })), risks },
    undefined,
    2,
  );

/** Plans a deployment, as a verb. */
export const planCommand = (): Command =>
  new Command('plan')
    .description('say what a deployment would change, and what is risky about it; saves the plan for `infra deploy`')
    .argument('<environment>', 'such as dev')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing to do, 2 changes, 3 risky changes, 1 error. Nothing is changed in the account.',
    )
    .action(async (environment: string, options: { json?: boolean }) => {
      const output = processOutput();
      const plan = await planStack(environmentTarget(environment), output);
      if (options.json) output.result(asJson(plan));
      else {
        describePlan(plan).forEach((line) => output.result(line));
        if (!plan.empty)
          output.result(
            `Apply exactly this: infra deploy ${environment}, or without a terminal: infra deploy ${environment} --yes ${plan.metadata.planDigest}`,
          );
      }
      process.exitCode = planExitCode(plan);
    });
