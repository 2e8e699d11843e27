import type { TerraformEvent } from '../terraform/events';
import type { Session } from '../terraform/operation';
import { importId, type Made } from './import-id';
import type { Step } from './outcome';

/** Whether the journal tells that what was at this address before is gone. */
const isDeleted = (events: readonly TerraformEvent[], address: string): boolean =>
  events.some((event) => event.type === 'apply_complete' && event.action === 'delete' && event.address === address);

/** Takes a predecessor into the state again. @returns why not, when it cannot */
async function putBack(
  { workspace }: Session,
  former: Made,
  ids: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const id = importId(workspace.stack, former, ids);
  return id === undefined ? 'its import id is not known' : workspace.terraform.importResource(former.address, id);
}

/**
 * Lets a resource take the place of its predecessor, which the state still knows at the same address. Terraform imports
 * nothing where something is: the predecessor leaves the state first, and comes back where the import fails.
 *
 * @param events the journal of the run that replaced it
 * @param takeIn imports the new one
 */
export async function replaceInState(
  session: Session,
  former: Made,
  events: readonly TerraformEvent[],
  ids: ReadonlyMap<string, string>,
  takeIn: () => Promise<Step>,
): Promise<Step> {
  await session.workspace.terraform.forget(former.address);
  const step = await takeIn();
  if (isDeleted(events, former.address)) return step;
  const told = `its predecessor (${former.id})`;
  if (step.taken)
    return { ...step, problem: `is replaced, but ${told} may still exist, and is in no state: delete it` };
  const reason = await putBack(session, former, ids);
  if (reason === undefined) return { ...step, said: `${step.said}; ${told} is back in the state` };
  const lost = `${told} may still exist, and is in no state: ${reason}`;
  return { ...step, problem: step.problem ? `${step.problem}; ${lost}` : lost };
}
