import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { policyDocument, type Statement } from '../identity/policy-document';
import { guardAgainstDestroy, isProtected, type Protection } from '../protection';

export interface EncryptionKeyProps {
  /** Name of the key; its alias is `alias/<name>`. */
  readonly name: string;
  readonly description: string;
  readonly accountId: string;
  /** A lost key is lost data: protected keys wait 30 days before they are deleted, others 7. */
  readonly protection: Protection;
  /** What AWS services may do with the key, beyond what IAM policies of the account allow. @default - nothing */
  readonly statements?: readonly Statement[];
  /** @default - the stack's default provider */
  readonly provider?: TerraformProvider;
}

/** A customer managed KMS key, rotated yearly (1 USD a month). */
export class EncryptionKey extends Construct {
  readonly arn: string;
  readonly id: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, 'Resource', {
      description: props.description,
      tags: { Name: props.name },
      enableKeyRotation: true,
      deletionWindowInDays: isProtected(props.protection) ? 30 : 7,
      policy: policyDocument([this.accountMayAdminister(props.accountId), ...(props.statements ?? [])]),
      provider: props.provider,
    });
    guardAgainstDestroy(key, props.protection);
    new KmsAlias(this, 'Alias', { name: `alias/${props.name}`, targetKeyId: key.keyId, provider: props.provider });
    this.arn = key.arn;
    this.id = key.keyId;
  }

  /** Without this statement IAM policies cannot grant the key's use, and the key can become unmanageable. */
  private accountMayAdminister(accountId: string): Statement {
    return {
      sid: 'AccountAdministers',
      principals: { AWS: `arn:aws:iam::${accountId}:root` },
      actions: ['kms:*'],
      // In a key policy `*` means this key.
      resources: ['*'],
    };
  }
}

/**
 * Lets CloudWatch Logs of one region encrypt the log groups of this account.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export const logsMayEncrypt = (region: string, accountId: string): Statement => ({
  sid: 'LogsEncrypt',
  principals: { Service: `logs.${region}.amazonaws.com` },
  actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  resources: ['*'],
  conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${accountId}:*` } },
});

/**
 * Lets AWS services of this account publish to topics encrypted with the key.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export const servicesMayPublish = (services: readonly string[], accountId: string): Statement => ({
  sid: 'ServicesPublish',
  principals: { Service: services },
  actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  resources: ['*'],
  conditions: { StringEquals: { 'aws:SourceAccount': accountId } },
});
