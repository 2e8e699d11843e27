import { UserError } from '../errors';
import { currentCommit } from '../git';
import { assess } from '../risk/assess';
import { type Change, changesOf, isEmpty, type PlanJson } from '../risk/change';
import type { Risk } from '../risk/rule';
import { type Session, operate } from './operation';
import { planFile, type PlanMetadata, removePlan, writePlanMetadata } from './plan-file';

/** A saved plan and what it would do. */
export interface Plan {
  readonly metadata: PlanMetadata;
  readonly changes: readonly Change[];
  readonly risks: readonly Risk[];
  /** Whether applying it would change nothing at all. */
  readonly empty: boolean;
  /** Images that run once it is applied, by repository. @default - it has none, or they are not known yet */
  readonly images?: Readonly<Record<string, string>>;
}

/** Terraform keeps the variables that it planned with in the plan: those of the process may be others by now. */
const imagesOf = ({ planned_values: planned }: PlanJson): Plan['images'] =>
  planned?.outputs?.running_images?.value as Plan['images'];

/** What a saved plan would do; reads the plan, not the account. */
export async function openPlan({ workspace }: Pick<Session, 'workspace'>, metadata: PlanMetadata): Promise<Plan> {
  const json = (await workspace.terraform.showPlan(planFile(workspace.terraform.directory))) as PlanJson;
  if (json.errored || json.complete === false)
    throw new UserError({
      thing: `plan of ${metadata.stack}`,
      rule: 'is not complete: applying it would leave things half done',
      mend: 'make a new one: infra plan',
    });
  return { metadata, changes: changesOf(json), risks: assess(json), empty: isEmpty(json), images: imagesOf(json) };
}

/** Makes a plan and saves it. Changes nothing in the account. */
export async function makePlan(session: Session, purpose: PlanMetadata['purpose'] = 'deploy'): Promise<Plan> {
  const { workspace, target } = session;
  const { directory } = workspace.terraform;
  removePlan(directory);
  const flags = [`-out=${planFile(directory)}`, '-detailed-exitcode', ...(purpose === 'destroy' ? ['-destroy'] : [])];
  const result = await operate(session, 'plan', flags, [0, 2]);
  const version = result.events.find((event) => event.type === 'version');
  const metadata = writePlanMetadata(directory, {
    stack: target.stack,
    purpose,
    commit: await currentCommit(),
    terraformVersion: version?.terraform ?? '',
    configurationDigest: workspace.configurationDigest,
    createdAt: new Date().toISOString(),
  });
  return openPlan(session, metadata);
}
