import type { TerraformEvent } from '../terraform/events';
import { accountOf, type Session } from '../terraform/operation';
import { shortAddress } from '../terraform/progress-model';
import { idsInState } from '../terraform/state-summary';
import { cutShort } from './cut-short';
import { findBegun, isRepeatable } from './find-begun';
import { importId, type Made } from './import-id';
import { lostResources } from './lost-resources';

/** Imports what AWS made and Terraform did not write down. @returns what remains to be done by people */
async function takeInMade(
  { workspace, output }: Session,
  made: readonly Made[],
  known: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (made.length === 0) return [];
  output.note(`  made, but not in the state: ${made.length}`);
  const problems: string[] = [];
  for (const one of made) {
    const id = importId(workspace.stack, one, ids);
    if (id !== undefined && known.has(one.address)) await workspace.terraform.forget(one.address);
    const reason =
      id === undefined ? 'its import id is not known' : await workspace.terraform.importResource(one.address, id);
    output.note(
      `    ${shortAddress(one.address)}: ${reason === undefined ? 'taken into the state' : `not taken: ${reason}`}`,
    );
    if (reason !== undefined) problems.push(`${shortAddress(one.address)} (${one.id}) exists, but is not in the state`);
  }
  return problems;
}

/** Imports what was begun, where AWS made it after all. @returns what remains to be looked at by people */
async function takeInBegun(
  { target, workspace, output }: Session,
  begun: readonly string[],
  ids: ReadonlyMap<string, string>,
): Promise<string[]> {
  const open = begun.filter((address) => !isRepeatable(address));
  if (open.length > 0) output.note(`  begun, and how it ended is not known: ${open.length}`);
  const problems: string[] = [];
  for (const address of open) {
    const id = ids.has(address) ? undefined : await findBegun(workspace.stack, address, ids, accountOf(target));
    const made = id !== undefined && (await workspace.terraform.importResource(address, id)) === undefined;
    output.note(`    ${shortAddress(address)}: ${made ? 'taken into the state' : 'not found'}`);
    if (id === undefined) problems.push(`${shortAddress(address)} was begun; whether AWS made it is not known`);
  }
  return problems;
}

/**
 * Takes into the state what a killed Terraform made.
 *
 * @param events the journal of that run
 * @returns what remains to be looked at by people
 */
export async function takeIn(session: Session, events: readonly TerraformEvent[]): Promise<string[]> {
  const known = idsInState(await session.workspace.terraform.pullState());
  const { made, unclear } = lostResources(events, known);
  const ids = new Map([...known, ...made.map(({ address, id }): [string, string] => [address, id])]);
  return [...(await takeInMade(session, made, known, ids)), ...(await takeInBegun(session, unclear, ids))];
}

/**
 * Lets the next plan complete what was cut short when someone asked to stop, instead of replacing it or making it again:
 * some of it is in the state, marked for replacement, some of it is not.
 *
 * @param events the journal of that run
 * @returns what remains to be looked at by people
 */
export async function completeCutShort(session: Session, events: readonly TerraformEvent[]): Promise<string[]> {
  const addresses = cutShort(events);
  if (addresses.length === 0) return [];
  const { terraform } = session.workspace;
  session.output.note(`  cut short in the making: ${addresses.length}`);
  for (const address of addresses) await terraform.untaint(address);
  const known = idsInState(await terraform.pullState());
  return takeInBegun(
    session,
    addresses.filter((address) => !known.has(address)),
    known,
  );
}
