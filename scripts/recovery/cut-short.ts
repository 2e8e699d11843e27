import type { TerraformEvent } from '../terraform/events';

/**
 * Addresses of what was being made when someone asked to stop: it exists, but Terraform no longer waited for it and
 * will want to replace it, which protected resources refuse for ever.
 */
export const cutShort = (events: readonly TerraformEvent[]): string[] => [
  ...new Set(
    events.flatMap((event) =>
      event.type === 'diagnostic' &&
      event.diagnostic.address &&
      /context canceled/.test(`${event.diagnostic.summary} ${event.diagnostic.detail}`)
        ? [event.diagnostic.address]
        : [],
    ),
  ),
];
