import type { TerraformEvent } from '../terraform/events';
import { accountOf, type Session } from '../terraform/operation';
import { idsInState } from '../terraform/state-summary';
import { cutShort } from './cut-short';
import { findBegun, isRepeatable, whyUnfindable } from './find-begun';
import { importFailure } from './import-failure';
import { importId, type Made } from './import-id';
import { lostResources } from './lost-resources';
import { both, inTurn, nothingLeft, type Outcome, type Step, taken } from './outcome';
import { replaceInState } from './replace';

/** Imports one thing that AWS made and Terraform did not write down. */
async function takeInMade({ workspace }: Session, made: Made, ids: ReadonlyMap<string, string>): Promise<Step> {
  const { address } = made;
  const id = importId(workspace.stack, made, ids);
  const problem = `(${made.id}) exists, but is not in the state`;
  if (id === undefined) return { address, said: 'not taken: its import id is not known', problem };
  const reason = await workspace.terraform.importResource(address, id);
  if (reason === undefined) return taken(address);
  const said = `not taken: ${reason}`;
  if (isRepeatable(workspace.stack, address)) return { address, said };
  const failure = importFailure(reason);
  if (failure === 'absent') return { address, said, problem: `(${made.id}) was made, but AWS does not find it` };
  return { address, said, problem, again: failure === 'unclear' };
}

/** Imports one thing that was begun, where AWS made it after all. */
async function takeInBegun(session: Session, address: string, ids: ReadonlyMap<string, string>): Promise<Step> {
  const { target, workspace } = session;
  const id = ids.has(address) ? undefined : await findBegun(workspace.stack, address, ids, accountOf(target));
  const why = whyUnfindable(address);
  const problem = `was begun; whether AWS made it is not known${why ? `: it ${why}` : ''}`;
  if (id === undefined) return { address, said: 'not found', problem };
  const reason = await workspace.terraform.importResource(address, id);
  if (reason === undefined) return taken(address);
  const failure = importFailure(reason);
  if (failure === 'absent') return { address, said: 'not found' };
  return { address, said: `not taken: ${reason}`, problem, again: failure === 'unclear' };
}

async function takeInAllBegun(
  session: Session,
  begun: readonly string[],
  ids: ReadonlyMap<string, string>,
): Promise<Outcome> {
  const open = begun.filter((address) => !isRepeatable(session.workspace.stack, address));
  if (open.length === 0) return nothingLeft;
  session.output.note(`  begun, and how it ended is not known: ${open.length}`);
  return inTurn(open, (address) => takeInBegun(session, address, ids), session.output);
}

/**
 * Takes into the state what a killed Terraform made.
 *
 * @param events the journal of that run
 */
export async function takeIn(session: Session, events: readonly TerraformEvent[]): Promise<Outcome> {
  const known = idsInState(await session.workspace.terraform.pullState());
  const { made, unclear } = lostResources(events, known);
  const ids = new Map([...known, ...made.map(({ address, id }): [string, string] => [address, id])]);
  if (made.length > 0) session.output.note(`  made, but not in the state: ${made.length}`);
  const outcome = await inTurn(
    made,
    (one) => {
      const id = known.get(one.address);
      const importNew = (): Promise<Step> => takeInMade(session, one, ids);
      return id === undefined
        ? importNew()
        : replaceInState(session, { address: one.address, id }, events, ids, importNew);
    },
    session.output,
  );
  return both(outcome, await takeInAllBegun(session, unclear, ids));
}

/**
 * Lets the next plan complete what was cut short when someone asked to stop, instead of replacing it or making it again:
 * some of it is in the state, marked for replacement, some of it is not.
 *
 * @param events the journal of that run
 */
export async function completeCutShort(session: Session, events: readonly TerraformEvent[]): Promise<Outcome> {
  const addresses = cutShort(events);
  if (addresses.length === 0) return nothingLeft;
  const { terraform } = session.workspace;
  session.output.note(`  cut short in the making: ${addresses.length}`);
  for (const address of addresses) await terraform.untaint(address);
  const known = idsInState(await terraform.pullState());
  return takeInAllBegun(
    session,
    addresses.filter((address) => !known.has(address)),
    known,
  );
}
