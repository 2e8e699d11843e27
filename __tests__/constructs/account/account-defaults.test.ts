import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AccountDefaults } from '../../../constructs/account/account-defaults';
import { synthesize } from '../../support/synth';

const defaults = synthesize((stack) => {
  const provider = (region: string) => new AwsProvider(stack, region, { region, alias: region });
  const regions = { 'eu-west-1': provider('eu-west-1'), 'eu-central-1': provider('eu-central-1') };
  new AccountDefaults(stack, 'Defaults', { regions });
});

test('no bucket of the account can be made public', () => {
  expect(defaults.only('aws_s3_account_public_access_block')).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test('volumes are encrypted by default in every region in use', () => {
  const switches = Object.values(defaults.resources('aws_ebs_encryption_by_default'));
  expect(switches.map(({ enabled, provider }) => [enabled, provider])).toEqual([
    [true, 'aws.eu-central-1'],
    [true, 'aws.eu-west-1'],
  ]);
});
