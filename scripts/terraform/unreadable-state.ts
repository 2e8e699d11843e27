import { UserError } from '../errors';
import type { StateLocation } from './state-lock';

/** Where Terraform keeps the digest of a state; it writes the state first, and this next. */
export const digestItem = ({ bucket, key }: StateLocation): string => `${bucket}/${key}-md5`;

/** Whether the state is newer than its digest: whoever wrote both was killed in between. */
export const isStaleDigest = (error: unknown): boolean =>
  error instanceof UserError && /does not have the expected content/.test(error.message);

const forgetDigest = (at: StateLocation): string =>
  `    aws dynamodb delete-item --table-name ${at.table} --key '{"LockID": {"S": "${digestItem(at)}"}}'`;

const restoring = (at: StateLocation): string[] => [
  'the bucket keeps every version of it. Find the last good one, copy it back, and forget the digest of the broken one:',
  `    aws s3api list-object-versions --bucket ${at.bucket} --prefix ${at.key}`,
  `    aws s3api copy-object --bucket ${at.bucket} --key ${at.key} --copy-source '${at.bucket}/${at.key}?versionId=<version>'`,
  forgetDigest(at),
];

const keeping = (at: StateLocation): string[] => [
  'if a run is still working, wait for it. Otherwise one was killed between writing the state and its digest: the newest version is the right one (an older one has lost resources). Keep it, and forget only the digest:',
  forgetDigest(at),
];

/** What `terraform init` fails with when the state is there, but makes no sense; any other error stays as it is. */
export function explainUnreadableState(error: unknown, stack: string, at: StateLocation): unknown {
  const reason = error instanceof UserError ? /Error refreshing state: (.*)/.exec(error.message)?.[1] : undefined;
  if (reason === undefined) return error;
  return new UserError({
    thing: `state of ${stack}`,
    rule: `cannot be read from s3://${at.bucket}/${at.key}: ${reason}`,
    mend: (isStaleDigest(error) ? keeping(at) : restoring(at)).join('\n'),
  });
}
