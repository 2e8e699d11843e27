import { UserError } from '../../../scripts/errors';
import { explainUnreadableState } from '../../../scripts/terraform/unreadable-state';

const at = { bucket: 'states', key: 'dev/terraform.tfstate', table: 'locks' };
const failed = (rule: string): UserError => new UserError({ thing: 'terraform init', rule, mend: 'see all of it' });

test('a state that makes no sense is restored from a version of it', () => {
  const { message } = explainUnreadableState(failed('Error refreshing state: not JSON'), 'dev', at) as Error;
  expect(message).toContain('state of dev: cannot be read from s3://states/dev/terraform.tfstate: not JSON\n');
  expect(message).toContain('aws s3api list-object-versions --bucket states --prefix dev/terraform.tfstate');
});

test('of a state that is newer than its digest the newest version is kept', () => {
  const error = failed('Error refreshing state: state data in S3 does not have the expected content. The checksum …');
  const { message } = explainUnreadableState(error, 'dev', at) as Error;
  expect(message).toContain(`--table-name locks --key '{"LockID": {"S": "states/dev/terraform.tfstate-md5"}}'`);
  expect(message).toContain('the newest version is the right one');
  expect(message).not.toContain('copy-object');
});

test.each([failed('no plugin'), new Error('Error refreshing state: something'), 'text'])(
  'anything else stays as it is',
  (error) => expect(explainUnreadableState(error, 'dev', at)).toBe(error),
);
