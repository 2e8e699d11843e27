import { isDeepStrictEqual } from 'node:util';
import { Command } from 'commander';
import pc from 'picocolors';
import { applyPlan, cannotAsk, describeOutputs } from './apply';
import { exclusively } from './busy';
import { accessChecks, deployChecks } from './checks/before-deploy';
import { askOnTerminal, canAsk, type Confirmation } from './confirm';
import { type Approval, askConsent } from './consent';
import { UserError } from './errors';
import { recoverReleases } from './kubernetes/pending-releases';
import { type Output, processOutput } from './output';
import { recordRelease } from './record-release';
import { openSession, type SessionOptions } from './session';
import { environmentTarget, type Target } from './target';
import type { Session } from './terraform/operation';
import { namesPlan, readPlanMetadata, removePlan } from './terraform/plan-file';
import { describePlan } from './terraform/plan-report';
import { makePlan, openPlan, type Plan } from './terraform/planning';

export interface DeployOptions extends SessionOptions, Approval {
  readonly confirmation: Confirmation;
}

/** The saved plan that `--yes` names; nothing else may be applied without asking. */
async function approvedPlan(session: Session, digest: string): Promise<Plan> {
  const { target, workspace } = session;
  const again = `infra plan ${target.environment.name}, then use the digest that it prints`;
  if (session.recovered)
    throw new UserError({
      thing: '--yes',
      received: digest,
      rule: 'names a plan from before the recovery, which changed what it starts from',
      mend: again,
    });
  const metadata = readPlanMetadata(target.directory);
  if (!metadata || metadata.purpose !== 'deploy' || !namesPlan(digest, metadata))
    throw new UserError({
      thing: '--yes',
      received: digest,
      rule: 'is not the digest of the saved plan, which may be gone or replaced',
      mend: again,
    });
  if (metadata.configurationDigest !== workspace.configurationDigest)
    throw new UserError({
      thing: `plan of ${target.stack}`,
      rule: 'is stale: the sources were changed since it was made',
      mend: again,
    });
  return openPlan(session, metadata);
}

/** A plan to show: the saved one while the sources are still the same, else a new one. */
async function currentPlan(session: Session): Promise<Plan> {
  const { target, workspace, output } = session;
  const metadata = readPlanMetadata(target.directory);
  if (metadata?.purpose !== 'deploy') return makePlan(session);
  if (metadata.configurationDigest === workspace.configurationDigest) {
    output.note(`Using the plan saved at ${metadata.createdAt}.`);
    return openPlan(session, metadata);
  }
  output.note('The saved plan is stale, the sources were changed since: making a new one.');
  return makePlan(session);
}

/** A session in which nothing stands in the way of the releases. */
async function openDeployment(target: Target, output: Output, options: DeployOptions): Promise<Session> {
  const session = await openSession(target, output, options);
  await accessChecks(target, output);
  if (!(await recoverReleases(session))) return session;
  removePlan(target.directory);
  return { ...session, recovered: true };
}

/**
 * Writes down what runs although nothing had to be done: the run that deployed it may have failed at just that. Not where
 * the plan was saved before somebody deployed something else.
 */
async function recordUnchanged(session: Session, plan: Plan): Promise<void> {
  const outputs = await session.workspace.terraform.outputs();
  if (isDeepStrictEqual(outputs.running_images, plan.images)) await recordRelease(session, outputs);
}

/** Brings a stack to what the sources say. @returns the plan that was applied, or found empty */
export const deployStack = (target: Target, output: Output, options: DeployOptions): Promise<Plan> =>
  exclusively(target.directory, 'deploy', async () => {
    const session = await openDeployment(target, output, options);
    const plan = options.yes ? await approvedPlan(session, options.yes) : await currentPlan(session);
    describePlan(plan).forEach((line) => output.note(line));
    if (plan.empty) {
      await recordUnchanged(session, plan);
      return plan;
    }
    await deployChecks(target, output, plan);
    await askConsent(target, plan, options, options.confirmation);
    await applyPlan(session, plan);
    const outputs = await session.workspace.terraform.outputs();
    await recordRelease(session, outputs);
    output.note(pc.green(`${target.stack} is deployed.`));
    describeOutputs(outputs).forEach((line) => output.result(line));
    return plan;
  });

/** Deploys an environment, as a verb. */
export const deployCommand = (): Command =>
  new Command('deploy')
    .description('apply the saved plan, or a new one, after showing it and asking')
    .argument('<environment>', 'such as dev')
    .option('--yes <digest>', 'apply the saved plan of this digest without asking')
    .option('--accept-data-loss', 'with --yes: apply it although a protected environment would lose data')
    .addHelpText(
      'after',
      '\nExit codes: 0 deployed or nothing to do, 1 error or not confirmed.\nCtrl-C once stops in good order: the state is saved and the lock released. Run it again to go on.',
    )
    .action(async (environment: string, { yes, acceptDataLoss }: Approval) => {
      const target = environmentTarget(environment);
      if (!yes && !canAsk())
        throw cannotAsk(target, 'deploy', `infra plan ${environment}, then infra deploy ${environment} --yes <digest>`);
      await deployStack(target, processOutput(), { yes, acceptDataLoss, confirmation: askOnTerminal });
    });
