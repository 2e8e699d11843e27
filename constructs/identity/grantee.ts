import type { Statement } from './policy-document';

/** Something that can be given permissions, such as the identity of a pod. */
export interface IGrantee {
  /** Adds statements to the grantee's own policy. */
  allow(...statements: Statement[]): void;
}
