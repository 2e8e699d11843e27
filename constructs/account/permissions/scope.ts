import type { Statement } from '../../identity/policy-document';
import { environmentPrefix } from '../names';

/** Whose permissions are written down: one environment, as ARNs and tags see it. */
export interface PermissionScope {
  readonly accountId: string;
  /** Value of the tag `Environment`. */
  readonly environment: string;
  /** Begins every name: `nxloy-dev`. */
  readonly prefix: string;
  /** Environments of the account whose names begin with this one's and a dash, so that its patterns match theirs too. */
  readonly lookalikes: readonly string[];
  /** The environment's own region, the one of its backups, and that of AWS's global services. */
  readonly regions: readonly string[];
  /** The account whose registry holds the images. */
  readonly registryAccountId: string;
  /** The environment's DNS zone. */
  readonly zoneArn: string;
}

/** An action that AWS cannot limit to a resource, so that its statement says `*`. */
export interface Unscoped extends Statement {
  readonly resources: readonly ['*'];
  /** Why nothing narrower works; goes into the policy exception. */
  readonly reason: string;
}

/** What Terraform does in one family of AWS services. */
export interface Family {
  /** End of the managed policy's name. */
  readonly name: string;
  readonly statements: readonly (Statement | Unscoped)[];
}

/** Tag of what the bootstrap stack makes: it belongs to the account, and pipelines only use it by name. */
export const sharedTag = 'shared';

/** ARNs of one service's resources that are named after the environment; a kind is what stands before the name. */
export const named = (
  { accountId, prefix }: PermissionScope,
  service: string,
  ...kinds: readonly string[]
): readonly string[] =>
  kinds.flatMap((kind) => [prefix, `${prefix}-*`].map((name) => `arn:aws:${service}:*:${accountId}:${kind}${name}`));

/** ARNs of global resources that are named after the environment. */
export const namedGlobally = (
  { accountId, prefix }: PermissionScope,
  service: string,
  ...kinds: readonly string[]
): readonly string[] => kinds.map((kind) => `arn:aws:${service}::${accountId}:${kind}${prefix}-*`);

/** ARNs of the buckets of {@link PermissionScope.lookalikes}, and of what they hold. */
export const lookalikeBuckets = ({ lookalikes }: PermissionScope): readonly string[] =>
  lookalikes.map((name) => `arn:aws:s3:::${environmentPrefix(name)}-*`);

/** What a tag must be, in IAM's terms. */
type TagCondition = { readonly StringEquals: Readonly<Record<string, string>> };

/** Only what carries the environment's tag. */
export const tagged = ({ environment }: PermissionScope): TagCondition => ({
  StringEquals: { 'aws:ResourceTag/Environment': environment },
});

/** Only with the environment's tag in the same request. */
export const tagging = ({ environment }: PermissionScope): TagCondition => ({
  StringEquals: { 'aws:RequestTag/Environment': environment },
});
