import type { TerraformEvent } from '../terraform/events';
import type { Made } from './import-id';

/** What the journal of a killed run says that the state may not know. */
export interface Lost {
  /** Made, and in no state. */
  readonly made: readonly Made[];
  /** Begun, without a word on how it ended: AWS may have made them. */
  readonly unclear: readonly string[];
}

/** Compares a journal with the addresses that the state knows. */
export function lostResources(events: readonly TerraformEvent[], inState: readonly string[]): Lost {
  const known = new Set(inState);
  const made = new Map<string, string>();
  const begun = new Set<string>();
  for (const event of events) {
    if (event.type === 'apply_start' && event.action === 'create') begun.add(event.address);
    if (event.type === 'apply_errored') begun.delete(event.address);
    if (event.type !== 'apply_complete') continue;
    begun.delete(event.address);
    if (event.action === 'create' && event.id !== undefined) made.set(event.address, event.id);
    if (event.action === 'delete') made.delete(event.address);
  }
  return {
    made: [...made].filter(([address]) => !known.has(address)).map(([address, id]) => ({ address, id })),
    unclear: [...begun].filter((address) => !known.has(address)),
  };
}
