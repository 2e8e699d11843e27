import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Construct } from 'constructs';
import { policyDocument } from '../identity/policy-document';

const issuer = 'token.actions.githubusercontent.com';
const audience = 'sts.amazonaws.com';

export interface GithubProviderProps {
  /** Whose workflows are believed, as `owner/name`. */
  readonly repository: string;
}

/**
 * Lets workflows of one GitHub repository assume roles with the token of their run, so that no AWS key is stored there.
 *
 * AWS checks GitHub's certificate against its own authorities: a thumbprint is neither needed nor looked at.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class GithubProvider extends Construct {
  readonly arn: string;
  private readonly repository: string;

  constructor(scope: Construct, id: string, props: GithubProviderProps) {
    super(scope, id);
    if (!/^[\w.-]+\/[\w.-]+$/.test(props.repository))
      throw new Error(
        `${this.node.path}: repository "${props.repository}" must be one repository: write it as "owner/name"`,
      );
    this.repository = props.repository;
    this.arn = new IamOpenidConnectProvider(this, 'Resource', {
      url: `https://${issuer}`,
      clientIdList: [audience],
    }).arn;
  }

  /**
   * Trust policy for runs of exactly these subjects, such as `environment:prod` or `pull_request`. No wildcards:
   * a pattern would let in environments and branches that someone adds later.
   *
   * @see https://docs.github.com/en/actions/reference/security/oidc
   */
  trust(subjects: readonly string[]): string {
    return policyDocument([
      {
        sid: 'GithubActions',
        principals: { Federated: this.arn },
        actions: ['sts:AssumeRoleWithWebIdentity'],
        conditions: {
          StringEquals: {
            [`${issuer}:aud`]: audience,
            [`${issuer}:sub`]: subjects.map((subject) => `repo:${this.repository}:${subject}`),
          },
        },
      },
    ]);
  }
}
