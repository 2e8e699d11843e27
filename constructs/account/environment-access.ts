import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { policyDocument } from '../identity/policy-document';
import type { GithubProvider } from './github-provider';
import { boundaryName, deployRoleName, planRoleName } from './names';
import { boundaryPermissions } from './permissions/boundary';
import { deployFamilies } from './permissions/families';
import { guardrails } from './permissions/guardrails';
import { readPermissions } from './permissions/reads';
import type { Family, PermissionScope } from './permissions/scope';
import { statePermissions, type StateUse } from './permissions/state';

export interface EnvironmentAccessProps extends PermissionScope {
  readonly github: GithubProvider;
  /** Branches whose runs may plan, besides pull requests: what is merged there has been reviewed. */
  readonly branches: readonly string[];
}

/** An hour is AWS's default; a first deployment with database and cluster may take longer. */
const deploySeconds = 2 * 60 * 60;

/** A role for planning and one for deploying an environment, and the boundary of all roles that the latter makes. */
export class EnvironmentAccess extends Construct {
  readonly planRoleArn: string;
  readonly deployRoleArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EnvironmentAccessProps,
  ) {
    super(scope, id);
    const { environment, branches, github } = props;
    this.createPolicy('Boundary', boundaryName(environment), boundaryPermissions(props));
    const reads = this.createPolicy('Read', `${props.prefix}-read`, readPermissions(props));

    const plan = new IamRole(this, 'Plan', {
      name: planRoleName(environment),
      description: `Plans ${environment}: reads settings, locks the state, saves plans`,
      assumeRolePolicy: github.trust(['pull_request', ...branches.map((branch) => `ref:refs/heads/${branch}`)]),
    });
    this.attach('PlanRead', plan, reads);
    this.restrict('Plan', plan, 'plan');

    const deploy = new IamRole(this, 'Deploy', {
      name: deployRoleName(environment),
      description: `Deploys ${environment}: whatever its stack needs, within its names, tags and regions`,
      assumeRolePolicy: github.trust([`environment:${environment}`]),
      maxSessionDuration: deploySeconds,
    });
    this.attach('DeployRead', deploy, reads);
    this.restrict('Deploy', deploy, 'apply');
    deployFamilies(props).forEach((family) => this.allow(deploy, family));

    this.planRoleArn = plan.arn;
    this.deployRoleArn = deploy.arn;
  }

  private allow(role: IamRole, family: Family): void {
    const id = `Deploy-${family.name}`;
    const name = `${deployRoleName(this.props.environment)}-${family.name}`;
    this.attach(`${id}-attachment`, role, this.createPolicy(id, name, family));
  }

  /** State and guardrails differ by role, and being part of the role they cannot be detached from it. */
  private restrict(id: string, role: IamRole, use: StateUse): void {
    [statePermissions(this.props, use), guardrails(this.props)].forEach(({ name, statements }) => {
      new IamRolePolicy(this, `${id}-${name}`, { role: role.name, name, policy: policyDocument(statements) });
    });
  }

  private attach(id: string, role: IamRole, policy: IamPolicy): void {
    new IamRolePolicyAttachment(this, id, { role: role.name, policyArn: policy.arn });
  }

  private createPolicy(id: string, name: string, { statements }: Family): IamPolicy {
    return new IamPolicy(this, id, {
      name,
      description: `${id} of ${this.props.prefix}`,
      policy: policyDocument(statements),
    });
  }
}
