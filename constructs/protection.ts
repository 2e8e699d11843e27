import type { TerraformResource } from 'cdktf';

/**
 * How much stands between a mistake and lost data.
 *
 * - `none`: everything can be destroyed with one command, and leaves nothing.
 * - `deletion-protection`: AWS refuses to delete until someone switches that off.
 * - `prevent-destroy`: as above; databases leave a final snapshot, and Terraform refuses plans that destroy data.
 */
export type Protection = 'none' | 'deletion-protection' | 'prevent-destroy';

/** Whether AWS's own deletion protection is on. */
export const isProtected = (protection: Protection): boolean => protection !== 'none';

/** Makes Terraform refuse every plan that destroys or replaces `resource`, where `protection` asks for it. */
export function guardAgainstDestroy(resource: TerraformResource, protection: Protection): void {
  if (protection === 'prevent-destroy') resource.addOverride('lifecycle.prevent_destroy', true);
}
