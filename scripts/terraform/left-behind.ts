import { existsSync } from 'node:fs';
import path from 'node:path';
import { cutShort } from '../recovery/cut-short';
import type { TerraformEvent } from './events';
import type { Operation } from './run-record';

/** Where Terraform puts the state when it cannot store it. */
export const erroredState = (directory: string): string => path.join(directory, 'errored.tfstate');

/** What a Terraform that came to its own end could not tidy up, as when its credentials had expired meanwhile. */
export function untidiness(directory: string, events: readonly TerraformEvent[]): string[] {
  const stored = !existsSync(erroredState(directory));
  const released = !events.some(
    (event) => event.type === 'diagnostic' && /releasing the state lock/i.test(event.diagnostic.summary),
  );
  return [
    ...(stored ? [] : [`the state could not be stored: it lies in ${erroredState(directory)}`]),
    ...(released ? [] : ['the lock could not be released']),
  ];
}

/** Whether a Terraform that came to its own end left a state or a lock. */
export const isUntidy = (directory: string, events: readonly TerraformEvent[]): boolean =>
  untidiness(directory, events).length > 0;

/** Whether something is to be mended after a run that came to its own end. */
export const leftBehind = (directory: string, operation: Operation, events: readonly TerraformEvent[]): boolean =>
  isUntidy(directory, events) || (operation === 'apply' && cutShort(events).length > 0);
