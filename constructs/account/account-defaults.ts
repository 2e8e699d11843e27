import { EbsEncryptionByDefault } from '@cdktf/provider-aws/lib/ebs-encryption-by-default';
import { S3AccountPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-account-public-access-block';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

export interface AccountDefaultsProps {
  /** A provider for each region in use: unlike S3's, the default of EBS holds for one region only. */
  readonly regions: Readonly<Record<string, TerraformProvider>>;
}

/** Switches of the whole account, so that what is made by hand is safe as well. */
export class AccountDefaults extends Construct {
  constructor(scope: Construct, id: string, props: AccountDefaultsProps) {
    super(scope, id);
    new S3AccountPublicAccessBlock(this, 'NoPublicBuckets', {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    Object.entries(props.regions).forEach(([region, provider]) => {
      new EbsEncryptionByDefault(this, `EncryptedVolumes-${region}`, { enabled: true, provider });
    });
  }
}
