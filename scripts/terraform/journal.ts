import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEvent, type TerraformEvent } from './events';

const pollMilliseconds = 100;

/** Everything that a journal holds. */
export const readJournal = (file: string): TerraformEvent[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) => parseEvent(line) ?? [])
    : [];

/**
 * Whether the operation came to its own end. Terraform reports errors, and the summary of what it did, last: a journal
 * with neither belongs to a Terraform that was killed. One with errors may still have been killed before it released its
 * lock: only the lock tells.
 */
export const isSettled = (events: readonly TerraformEvent[]): boolean =>
  events.some(
    (event) =>
      (event.type === 'change_summary' && event.operation !== 'plan') ||
      (event.type === 'diagnostic' && event.diagnostic.severity === 'error'),
  );

/** Reports every event of a journal as it is written, until `isOver` says that its writer has ended. */
export async function followJournal(
  file: string,
  isOver: () => boolean,
  report: (event: TerraformEvent) => void,
): Promise<void> {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(1 << 16);
  let rest = Buffer.alloc(0);
  try {
    for (;;) {
      // Asked before reading: what was written before the end is then read after it.
      const over = isOver();
      for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
        rest = Buffer.concat([rest, buffer.subarray(0, read)]);
        const end = rest.lastIndexOf('\n') + 1;
        for (const line of rest.subarray(0, end).toString('utf8').split('\n')) {
          const event = parseEvent(line);
          if (event) report(event);
        }
        rest = rest.subarray(end);
      }
      if (over) return;
      await sleep(pollMilliseconds);
    }
  } finally {
    closeSync(descriptor);
  }
}
