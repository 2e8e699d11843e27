import type { Account } from './schema';

/** Shipped as a placeholder: replace the id by your own. `plan` and `deploy` refuse it. */
export const placeholderAccountId = '000000000000';

/** The account that all environments share as shipped. */
export const nxloyAccount: Account = { id: placeholderAccountId, alias: 'nxloy' };

/** What belongs to no single environment. */
export const platform = {
  /** Whose workflows may assume the pipeline roles, as `owner/name`. */
  githubRepository: 'channainfo/nxloy',
  /** The one account whose registry holds the container images. */
  registryAccount: nxloyAccount,
  /** Container images, one repository each. */
  images: ['nxloy-backend', 'nxloy-worker', 'nxloy-web', 'nxloy-mobile-web', 'nxloy-ai-mcp', 'nxloy-migrations'],
} as const;
