import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcrRepositoryPolicy } from '@cdktf/provider-aws/lib/ecr-repository-policy';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key';
import { policyDocument } from '../identity/policy-document';

export interface ImageRegistryProps {
  readonly accountId: string;
  /** One repository each. */
  readonly images: readonly string[];
  /** Other accounts whose clusters run the images. @default - none */
  readonly pullAccountIds?: readonly string[];
}

/** Tagged images that stay, counted per repository; rolling back further needs a build. */
const keptImages = 100;

/**
 * Repositories of the container images. A tag never moves, every push is scanned for known holes, and what was never
 * tagged goes after a day (storage costs 0.10 USD a month and GB).
 */
export class ImageRegistry extends Construct {
  /** Where images are pushed to, by name. */
  readonly urls: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ImageRegistryProps,
  ) {
    super(scope, id);
    const key = new EncryptionKey(this, 'Key', {
      name: 'nxloy-images',
      description: 'Container images',
      accountId: props.accountId,
      protection: 'prevent-destroy',
    });
    this.urls = Object.fromEntries(props.images.map((image) => [image, this.createRepository(image, key)]));
  }

  private createRepository(image: string, key: EncryptionKey): string {
    const repository = new EcrRepository(this, `Repository-${image}`, {
      name: image,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: 'KMS', kmsKey: key.arn }],
    });
    new EcrLifecyclePolicy(this, `Lifecycle-${image}`, {
      repository: repository.name,
      policy: JSON.stringify({ rules: this.lifecycleRules() }),
    });
    this.letOthersPull(image, repository.name);
    return repository.repositoryUrl;
  }

  /** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
  private lifecycleRules() {
    const expire = { type: 'expire' };
    return [
      {
        rulePriority: 1,
        description: 'Untagged images go after a day',
        selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 },
        action: expire,
      },
      {
        rulePriority: 2,
        description: `The last ${keptImages} images stay`,
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: keptImages },
        action: expire,
      },
    ];
  }

  private letOthersPull(image: string, repository: string): void {
    const { pullAccountIds = [] } = this.props;
    if (pullAccountIds.length === 0) return;
    new EcrRepositoryPolicy(this, `Pull-${image}`, {
      repository,
      policy: policyDocument([
        {
          sid: 'OtherAccountsPull',
          principals: { AWS: pullAccountIds.map((id) => `arn:aws:iam::${id}:root`) },
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:DescribeImages',
            'ecr:GetDownloadUrlForLayer',
          ],
        },
      ]),
    });
  }
}
