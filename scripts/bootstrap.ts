import { Command } from 'commander';
import pc from 'picocolors';
import { applyPlan, cannotAsk, describeOutputs } from './apply';
import { keepStateInBucketAgain, keepStateInFile, readLocalState, removeLocalState } from './bootstrapping/local-state';
import { explanations, whereabouts, type Whereabouts } from './bootstrapping/whereabouts';
import { exclusively } from './busy';
import { preflight } from './checks/preflight';
import { alwaysAgree, askOnTerminal, canAsk, type Confirmation, declined } from './confirm';
import { UserError } from './errors';
import { type Output, processOutput } from './output';
import { awaitFormerRun, recoverFormerRun } from './recovery/recover';
import { initialize } from './recovery/stale-digest';
import type { SessionOptions } from './session';
import { bootstrapTarget, type Target } from './target';
import { accountOf, type Session } from './terraform/operation';
import { describePlan } from './terraform/plan-report';
import { makePlan } from './terraform/planning';
import { stateLocation } from './terraform/state-lock';
import { idsInState, summarizeState } from './terraform/state-summary';
import { prepareWorkspace } from './workspace';

export interface BootstrapOptions extends Pick<SessionOptions, 'onDropped'> {
  readonly confirmation: Confirmation;
}

/** Looks for the state everywhere where a bootstrap may have left it. */
async function findState({ target, workspace }: Session): Promise<Whereabouts> {
  const { bucket, key } = stateLocation(workspace.stack);
  const account = accountOf(target);
  const bucketExists = await account.bucketExists(bucket);
  const remote = bucketExists ? summarizeState(await account.readObject(bucket, key)) : undefined;
  return whereabouts({ bucketExists, remote, local: readLocalState(target.directory) });
}

/** Takes a bucket that exists without a state into the state, so that it is not made again. */
async function adoptBucket({ workspace, output }: Session): Promise<void> {
  const { bucket } = stateLocation(workspace.stack);
  const [name] =
    Object.entries(workspace.stack.resource?.aws_s3_bucket ?? {}).find(([, block]) => block.bucket === bucket) ?? [];
  // The recovery of a killed run may have found it.
  if (idsInState(await workspace.terraform.pullState()).has(`aws_s3_bucket.${name}`)) return;
  const reason = name
    ? await workspace.terraform.importResource(`aws_s3_bucket.${name}`, bucket)
    : 'the stack does not make it';
  if (reason !== undefined)
    throw new UserError({
      thing: 'state bucket',
      received: bucket,
      rule: `exists, but cannot be taken over: ${reason}`,
      mend: 'delete it if it is empty, then run this again',
    });
  output.note(`  took over ${bucket}`);
}

async function planAndApply(session: Session, { confirmation }: BootstrapOptions): Promise<void> {
  const { target, output } = session;
  const plan = await makePlan(session);
  describePlan(plan).forEach((line) => output.note(line));
  if (plan.empty) return;
  if (!(await confirmation.agree(`Apply this to account ${target.environment.account.id}?`)))
    throw declined(`bootstrap of ${target.stack}`);
  await applyPlan(session, plan);
}

/** Moves the state from the file into the bucket, and makes sure that it arrived. */
async function moveState({ target, workspace, output }: Session): Promise<void> {
  const { bucket, key } = stateLocation(workspace.stack);
  const local = readLocalState(target.directory);
  keepStateInBucketAgain(target.directory);
  await workspace.terraform.init('-migrate-state', '-force-copy');
  const remote = summarizeState(await accountOf(target).readObject(bucket, key));
  if (!remote || remote.resources !== local?.resources)
    throw new UserError({
      thing: 'bootstrap state',
      rule: `did not arrive in the bucket as it was: ${local?.resources ?? 0} resources here, ${remote?.resources ?? 0} there. The file is kept`,
      mend: `run infra bootstrap ${target.environment.name} again`,
    });
  removeLocalState(target.directory);
  output.note(`Moved the state (${remote.resources} resources) into s3://${bucket}/${key}.`);
}

async function throughFile(session: Session, place: Whereabouts, options: BootstrapOptions): Promise<void> {
  keepStateInFile(session.target.directory);
  const local: Session = { ...session, localState: true };
  await session.workspace.terraform.init();
  await recoverFormerRun(local);
  if (place === 'lost') await adoptBucket(local);
  await planAndApply(local, options);
  await moveState(session);
}

async function throughBucket(session: Session, options: BootstrapOptions): Promise<void> {
  await initialize(session);
  await recoverFormerRun(session);
  removeLocalState(session.target.directory);
  await planAndApply(session, options);
}

/** Prepares an account; can be run again at any point of it. */
export const bootstrapAccount = (target: Target, output: Output, options: BootstrapOptions): Promise<void> =>
  exclusively(target.directory, 'bootstrap', async () => {
    await preflight(target, { stateBucketNeeded: false });
    await awaitFormerRun(target, output);
    output.note(pc.dim(`Synthesizing ${target.stack}`));
    const session: Session = { target, output, workspace: await prepareWorkspace(target) };
    options.onDropped?.(session.workspace.dropped);
    const place = await findState(session);
    output.note(explanations[place]);
    await (place === 'bucket' ? throughBucket(session, options) : throughFile(session, place, options));
    output.note(pc.green(`Account ${target.environment.account.id} is prepared.`));
    describeOutputs(await session.workspace.terraform.outputs()).forEach((line) => output.result(line));
  });

/** Prepares an account, as a verb. */
export const bootstrapCommand = (): Command =>
  new Command('bootstrap')
    .description("prepare an environment's account: state bucket, locks, pipeline roles, secrets, DNS zones")
    .argument('<environment>', 'such as dev; environments that share its account are prepared as well')
    .option('--yes', 'apply without asking')
    .addHelpText(
      'after',
      '\nExit codes: 0 prepared, 1 error. Can be run again at any point: it finds out how far it got.',
    )
    .action(async (environment: string, { yes }: { yes?: boolean }) => {
      const target = bootstrapTarget(environment);
      if (!yes && !canAsk()) throw cannotAsk(target, 'bootstrap', `infra bootstrap ${environment} --yes`);
      await bootstrapAccount(target, processOutput(), { confirmation: yes ? alwaysAgree : askOnTerminal });
    });
