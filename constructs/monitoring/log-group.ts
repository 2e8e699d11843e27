import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

/** Where logs of an environment go: how long they stay, and what encrypts them. */
export interface LogSettings {
  readonly retentionDays: number;
  /** KMS key that CloudWatch Logs may use. */
  readonly encryptionKeyArn: string;
}

export interface LogGroupProps extends LogSettings {
  /** Fixed by AWS where a service writes its own logs, such as `/aws/eks/<cluster>/cluster`. */
  readonly name: string;
  /** @default - the stack's default provider */
  readonly provider?: TerraformProvider;
}

/**
 * A log group that Terraform owns, made before the service that writes to it: one that the service makes by itself
 * is neither encrypted nor ever emptied, and survives the stack.
 */
export class LogGroup extends Construct {
  readonly arn: string;
  readonly name: string;
  /** What writers depend on. */
  readonly resource: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    this.resource = new CloudwatchLogGroup(this, 'Resource', {
      name: props.name,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.encryptionKeyArn,
      provider: props.provider,
    });
    this.arn = this.resource.arn;
    this.name = this.resource.name;
  }
}
