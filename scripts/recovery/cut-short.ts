import type { Output } from '../output';
import type { TerraformEvent } from '../terraform/events';
import type { Terraform } from '../terraform/terraform';

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

/** Lets the next plan complete what was cut short, instead of replacing it. */
export async function keepCutShort(
  terraform: Pick<Terraform, 'untaint'>,
  events: readonly TerraformEvent[],
  output: Pick<Output, 'note'>,
): Promise<void> {
  let kept = 0;
  for (const address of cutShort(events)) if (await terraform.untaint(address)) kept += 1;
  if (kept > 0) output.note(`Cut short in the making: ${kept}. The next run completes them.`);
}
