import { Testing, TerraformStack } from 'cdktf';
import { AwsProviders, type AwsProvidersProps } from '../../../constructs/providers/aws-providers';
import { synthesizeStack } from '../../support/synth';

const defaults: AwsProvidersProps = {
  accountId: '123456789012',
  region: 'eu-central-1',
  backupRegion: 'eu-west-1',
  tags: { Project: 'nxloy' },
};

/** The AWS providers of a stack that uses `use` of them. */
function providers(use: (providers: AwsProviders) => void, props: Partial<AwsProvidersProps> = {}) {
  const stack = new TerraformStack(Testing.app(), 'test');
  use(new AwsProviders(stack, 'Aws', { ...defaults, ...props }));
  return synthesizeStack(stack).json.provider.aws;
}

const common = { allowed_account_ids: ['123456789012'], default_tags: [{ tags: { Project: 'nxloy' } }] };

describe('AwsProviders', () => {
  test('works in one region of one account, and tags everything', () => {
    expect(providers(() => undefined)).toEqual([{ ...common, region: 'eu-central-1' }]);
  });

  test('makes an alias once, when it is first asked for, under the same guard and tags', () => {
    const made = providers((aws) => {
      expect(aws.backup).toBe(aws.backup);
      expect(aws.global).toBe(aws.global);
    });
    expect(made).toEqual([
      { ...common, region: 'eu-central-1' },
      { ...common, region: 'eu-west-1', alias: 'backup' },
      { ...common, region: 'us-east-1', alias: 'global' },
    ]);
  });

  test('says what to set when something copies to a region that was not named', () => {
    expect(() => providers((aws) => aws.backup, { backupRegion: undefined })).toThrow(
      'test/Aws: backupRegion is not set, but something copies to it: name a region',
    );
  });
});
