import { UserError } from '../errors';
import type { StateSummary } from '../terraform/state-summary';

/** What can be seen of a bootstrap before it goes on. */
export interface Traces {
  readonly bucketExists: boolean;
  /** The state in the bucket. @default - none */
  readonly remote?: StateSummary;
  /** The state in the working directory. @default - none */
  readonly local?: StateSummary;
}

/**
 * Where the state of the bootstrap stack is, and with that how to go on:
 * - `nowhere`: nothing was made yet; begins with a state in a file.
 * - `file`: begun, or made and not moved yet; goes on in the file, then moves it.
 * - `bucket`: prepared; goes on in the bucket.
 * - `lost`: the bucket is there, its state is not; begins with taking the bucket into a state in a file.
 */
export type Whereabouts = 'nowhere' | 'file' | 'bucket' | 'lost';

/** @throws UserError when two states claim the account */
export function whereabouts({ bucketExists, remote, local }: Traces): Whereabouts {
  const begun = local !== undefined && local.resources > 0;
  if (!begun) {
    if (remote) return 'bucket';
    return bucketExists ? 'lost' : 'nowhere';
  }
  if (!remote) return 'file';
  if (remote.lineage !== local.lineage)
    throw new UserError({
      thing: 'bootstrap state',
      rule: 'exists twice: the bucket holds one, and this folder another that has nothing to do with it',
      mend: 'the one in the bucket is in use: move bootstrap.tfstate out of the working directory, look at what it lists, then run this again',
    });
  return local.serial > remote.serial ? 'file' : 'bucket';
}

export const explanations: Readonly<Record<Whereabouts, string>> = {
  nowhere: 'This account is not prepared yet: making its state bucket and the rest, with the state in a file at first.',
  file: 'An earlier bootstrap got part of the way, its state is still in a file here: going on from there.',
  bucket: 'This account is prepared, the state is in its bucket: bringing it up to date.',
  lost: 'The state bucket exists, but holds no state of the bootstrap: taking the bucket over, and going on with a state in a file.',
};
