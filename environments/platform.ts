import type { Account } from './schema';

/** Shipped as a placeholder: replace the id by your own. `plan` and `deploy` refuse it. */
export const placeholderAccountId = '000000000000';

/** The account that all environments share as shipped. */
export const nxloyAccount: Account = { id: placeholderAccountId, alias: 'nxloy' };

/** What belongs to no single environment. */
export interface Platform {
  /** Whose workflows may assume the pipeline roles, as `owner/name`. */
  readonly githubRepository: string;
  /** The one account whose registry holds the container images. */
  readonly registryAccount: Account;
  /** Where that registry is: the region of its account. Clusters elsewhere pull from afar, at 0.02 USD a gigabyte. */
  readonly registryRegion: string;
  /** Container images, one repository each. */
  readonly images: readonly string[];
  /** Who answers for what the environments of an account share, and who pays: tags on every such resource. */
  readonly owner: string;
  readonly costCenter: string;
}

export const platform: Platform = {
  githubRepository: 'channainfo/nxloy',
  registryAccount: nxloyAccount,
  registryRegion: 'us-east-2',
  images: [
    'nxloy-backend',
    'nxloy-worker',
    'nxloy-web',
    'nxloy-mobile-web',
    'nxloy-ai-mcp',
    // No application of its own.
    'nxloy-migrations',
  ],
  owner: 'platform',
  costCenter: 'platform',
};
