import { UserError } from '../errors';
import type { StateLocation } from './state-lock';

/** What `terraform init` fails with when the state is there, but makes no sense; any other error stays as it is. */
export function explainUnreadableState(error: unknown, stack: string, { bucket, key, table }: StateLocation): unknown {
  const reason = error instanceof UserError ? /Error refreshing state: (.*)/.exec(error.message)?.[1] : undefined;
  if (reason === undefined) return error;
  return new UserError({
    thing: `state of ${stack}`,
    rule: `cannot be read from s3://${bucket}/${key}: ${reason}`,
    mend: [
      'the bucket keeps every version of it. Find the last good one, copy it back, and forget the digest of the broken one:',
      `    aws s3api list-object-versions --bucket ${bucket} --prefix ${key}`,
      `    aws s3api copy-object --bucket ${bucket} --key ${key} --copy-source '${bucket}/${key}?versionId=<version>'`,
      `    aws dynamodb delete-item --table-name ${table} --key '{"LockID": {"S": "${bucket}/${key}-md5"}}'`,
    ].join('\n'),
  });
}
