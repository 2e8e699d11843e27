import { existsSync } from 'node:fs';
import path from 'node:path';
import { cutShort } from '../recovery/cut-short';
import type { TerraformEvent } from './events';
import type { Operation } from './run-record';

/** Where Terraform puts the state when it cannot store it. */
export const erroredState = (directory: string): string => path.join(directory, 'errored.tfstate');

/** Whether a Terraform that came to its own end could not tidy up, as when its credentials had expired meanwhile. */
export const isUntidy = (directory: string, events: readonly TerraformEvent[]): boolean =>
  existsSync(erroredState(directory)) ||
  events.some((event) => event.type === 'diagnostic' && /releasing the state lock/i.test(event.diagnostic.summary));

/** Whether something is to be mended after a run that came to its own end. */
export const leftBehind = (directory: string, operation: Operation, events: readonly TerraformEvent[]): boolean =>
  isUntidy(directory, events) || (operation === 'apply' && cutShort(events).length > 0);
