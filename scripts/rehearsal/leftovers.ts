import type { InventoryItem, Simulator } from '../../sandbox/simulator';
import { UserError } from '../errors';

const keys = (items: readonly InventoryItem[]): string[] =>
  items.flatMap(({ service, type, region, ids }) => ids.map((id) => `${service} ${type} ${region} ${id}`));

/** What exists now and did not exist before. */
export function added(before: readonly InventoryItem[], now: readonly InventoryItem[]): string[] {
  const known = new Set(keys(before));
  return keys(now).filter((key) => !known.has(key));
}

const isSnapshot = (key: string): boolean => /^rds .*snapshots /.test(key);
const nameOf = (key: string): string => key.split(' ').at(-1) ?? '';
const regionOf = (key: string): string => key.split(' ')[2] ?? '';

/** RDS's plain HTTP interface is enough for the one call that a rehearsal makes itself. The simulator checks no signature. */
async function deleteSnapshot({ endpoint }: Simulator, region: string, snapshot: string): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=simulated/20260101/${region}/rds/aws4_request, SignedHeaders=host, Signature=none`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      Action: 'DeleteDBSnapshot',
      Version: '2014-10-31',
      DBSnapshotIdentifier: snapshot,
    }).toString(),
  });
  if (!response.ok) throw new Error(`the simulator did not delete the snapshot ${snapshot}: ${await response.text()}`);
}

/**
 * Removes the final snapshot that a protected database must leave.
 *
 * @param expected its name; none or any other is an error
 */
export async function takeFinalSnapshot(
  simulator: Simulator,
  before: readonly InventoryItem[],
  expected: string,
): Promise<void> {
  const snapshots = added(before, await simulator.inventory()).filter(isSnapshot);
  const names = snapshots.map(nameOf);
  if (names.length !== 1 || names[0] !== expected)
    throw new UserError({
      thing: 'snapshots that are left',
      received: names.join(', '),
      rule: `must be exactly "${expected}": a protected database leaves one when it is destroyed`,
      mend: 'see skip_final_snapshot and final_snapshot_identifier in constructs/database/',
    });
  for (const key of snapshots) await deleteSnapshot(simulator, regionOf(key), nameOf(key));
}

/** @throws UserError that lists what is there and was not before */
export async function assertNothingIsLeft(simulator: Simulator, before: readonly InventoryItem[]): Promise<void> {
  const left = added(before, await simulator.inventory());
  if (left.length > 0)
    throw new UserError({
      thing: 'simulated account',
      rule: `still holds ${left.length} things that were not there before:\n    ${left.join('\n    ')}`,
      mend: 'find out why destroying the stack does not remove them',
    });
}
