import type { Statement } from './policy-document';

/** Something that can be given permissions: `assets.grantReadWrite(backend)`. */
export interface IGrantee {
  /** Adds statements to the grantee's own policy. */
  allow(...statements: Statement[]): void;
}
