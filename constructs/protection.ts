import type { TerraformResource } from 'cdktf';

/**
 * How much stands between a mistake and lost data.
 *
 * - `none`: everything can be destroyed with one command, and leaves nothing.
 * - `deletion-protection`: AWS refuses to delete until someone switches that off.
 * - `prevent-destroy`: as above; databases leave a final snapshot, and Terraform refuses plans that destroy data, as long
 *   as what holds it is described: what is taken out of the sources altogether is up to AWS's protection and the reviewer.
 */
export type Protection = 'none' | 'deletion-protection' | 'prevent-destroy';

/** Whether AWS's own deletion protection is on. */
export const isProtected = (protection: Protection): boolean => protection !== 'none';

/** Makes Terraform refuse plans that destroy or replace `resource` while it is described, where `protection` asks for it. */
export function guardAgainstDestroy(resource: TerraformResource, protection: Protection): void {
  if (protection === 'prevent-destroy') resource.addOverride('lifecycle.prevent_destroy', true);
}
