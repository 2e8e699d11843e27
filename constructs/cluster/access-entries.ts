import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { AccessEntry, type AccessLevel } from './access-entry';

export interface AccessEntriesProps {
  readonly clusterName: string;
  /** IAM principals with full access, besides the deploy role. */
  readonly administrators: readonly string[];
  /** The role that Terraform runs as when it applies; gets full access. */
  readonly deployRoleArn: string;
  /** The role that only plans; may read everything but Secrets. @default - no such role gets in */
  readonly planRoleArn?: string;
}

/** Everybody whom a cluster lets in. */
export class AccessEntries extends Construct {
  /** What Terraform needs for as long as it manages something inside the cluster. */
  readonly terraform: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccessEntriesProps,
  ) {
    super(scope, id);
    const { administrators, deployRoleArn, planRoleArn } = props;
    this.requireDistinctPrincipals();
    // Construct ids hold no slashes; the whole ARN keeps roles and users of one name apart.
    administrators.forEach((arn) => this.grant(`Administrator-${arn.replace(/[:/]+/g, '-')}`, arn, 'administer'));
    this.terraform = [this.grant('DeployRole', deployRoleArn, 'administer')];
    if (planRoleArn !== undefined) this.terraform.push(this.grant('PlanRole', planRoleArn, 'view'));
  }

  private grant(id: string, principalArn: string, level: AccessLevel): ITerraformDependable {
    return new AccessEntry(this, id, { clusterName: this.props.clusterName, principalArn, level }).granted;
  }

  private requireDistinctPrincipals(): void {
    const { administrators, deployRoleArn, planRoleArn } = this.props;
    const principals = [deployRoleArn, planRoleArn, ...administrators];
    const twice = administrators.find((arn) => principals.indexOf(arn) !== principals.lastIndexOf(arn));
    if (twice !== undefined)
      throw new Error(
        `${this.node.path}: administrators "${twice}" is listed twice or is the deploy or plan role, ` +
          'but a principal has one access entry: remove it',
      );
  }
}
