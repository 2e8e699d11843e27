import type { TerraformEvent } from '../terraform/events';
import type { Made } from './import-id';

/** What the journal of a killed run says that the state may not know. */
export interface Lost {
  /** Made, and in no state. */
  readonly made: readonly Made[];
  /** Begun, without a word on how it ended: AWS may have made them. */
  readonly unclear: readonly string[];
}

/**
 * Compares a journal with what the state knows.
 *
 * @param inState ids by address; a replaced resource may still be known by the id of its predecessor
 */
export function lostResources(events: readonly TerraformEvent[], inState: ReadonlyMap<string, string>): Lost {
  const made = new Map<string, string>();
  const begun = new Set<string>();
  for (const event of events) {
    if (event.type === 'apply_start' && event.action === 'create') begun.add(event.address);
    if (event.type === 'apply_errored') begun.delete(event.address);
    if (event.type !== 'apply_complete') continue;
    begun.delete(event.address);
    if (event.action === 'create' && event.id !== undefined) made.set(event.address, event.id);
  }
  return {
    made: [...made].filter(([address, id]) => inState.get(address) !== id).map(([address, id]) => ({ address, id })),
    unclear: [...begun],
  };
}
