import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key';
import { guardAgainstDestroy, isProtected, type Protection } from '../protection';
import { peopleSetSecrets, releaseParameterName, secretName } from './names';

export interface EnvironmentSecretsProps {
  /** Part of each secret's name: `nxloy/<environment>/…`. */
  readonly environment: string;
  /** Begins the key's name: `nxloy-dev`. */
  readonly prefix: string;
  readonly accountId: string;
  /** Protected secrets can be brought back for 30 days after a deletion, others are gone at once. */
  readonly protection: Protection;
  /** Provider of the environment's region: its pods and nodes read secrets there. */
  readonly provider: TerraformProvider;
}

/**
 * Containers for what people and pipelines set: empty secrets (0.40 USD a month each) and the record of the release
 * that runs. They exist before the environment does, so that its first deployment finds them filled.
 */
export class EnvironmentSecrets extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EnvironmentSecretsProps,
  ) {
    super(scope, id);
    const { environment, prefix, provider } = props;
    const key = new EncryptionKey(this, 'Key', {
      ...props,
      name: `${prefix}-application-secrets`,
      description: `Secrets of ${prefix} that people set`,
    });
    peopleSetSecrets.forEach((secret) => this.createSecret(secret, key));
    new SsmParameter(this, 'Release', {
      name: releaseParameterName(environment),
      description: 'Image digests that run; written after each successful deployment',
      type: 'String',
      value: '{}',
      // What runs is decided by deployments, not by this stack.
      lifecycle: { ignoreChanges: ['value'] },
      provider,
    });
  }

  private createSecret(secret: string, key: EncryptionKey): void {
    const { environment, protection, provider } = this.props;
    const container = new SecretsmanagerSecret(this, `Secret-${secret}`, {
      name: secretName(environment, secret),
      description: `${secret} of ${environment}: its value is set by people, and read by pods`,
      kmsKeyId: key.arn,
      recoveryWindowInDays: isProtected(protection) ? 30 : 0,
      provider,
    });
    guardAgainstDestroy(container, protection);
  }
}
