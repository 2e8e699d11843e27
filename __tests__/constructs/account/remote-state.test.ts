import { keepStateInBucket } from '../../../constructs/account/remote-state';
import { synthesize } from '../../support/synth';

describe('keepStateInBucket', () => {
  test('keeps the state encrypted under the stack’s name, behind both kinds of lock', () => {
    const synthesized = synthesize((stack) =>
      keepStateInBucket(stack, { accountId: '123456789012', region: 'eu-central-1' }),
    );
    expect(synthesized.json.terraform.backend).toEqual({
      s3: {
        bucket: 'nxloy-terraform-state-123456789012',
        key: 'test/terraform.tfstate',
        region: 'eu-central-1',
        encrypt: true,
        kms_key_id: 'alias/nxloy-terraform-state',
        dynamodb_table: 'nxloy-terraform-locks',
        use_lockfile: true,
      },
    });
  });
});
