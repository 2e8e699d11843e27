/** How to reach a cluster: what providers, tools and people need, and nothing secret. */
export interface ClusterAccess {
  readonly name: string;
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
  /** Certificate authority of the API, base64. */
  readonly certificateAuthority: string;
  readonly region: string;
}

/** A program that prints credentials for Kubernetes, as kubeconfigs and Terraform providers call it. */
export interface TokenCommand {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * How clients log in: a token that lives for 15 minutes, made anew on each run from the caller's AWS credentials, so
 * that none is ever stored in state or configuration.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/eks/get-token.html
 */
export const tokenCommand = ({ name, region }: ClusterAccess): TokenCommand => ({
  apiVersion: 'client.authentication.k8s.io/v1beta1',
  command: 'aws',
  args: ['eks', 'get-token', '--cluster-name', name, '--region', region],
});

/** What a person runs once to use kubectl. */
export const kubeconfigCommand = ({ name, region }: ClusterAccess): string =>
  `aws eks update-kubeconfig --name ${name} --region ${region}`;
