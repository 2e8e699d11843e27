/**
 * How to reach a cluster: what providers, tools and people need, and nothing secret. Clients log in with
 * `aws eks get-token`, a token of 15 minutes made from the caller's AWS credentials; none is ever stored.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/eks/get-token.html
 */
export interface ClusterAccess {
  readonly name: string;
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
  /** Certificate authority of the API, base64. */
  readonly certificateAuthority: string;
  readonly region: string;
}

/** What a person runs once to use kubectl. */
export const kubeconfigCommand = ({ name, region }: ClusterAccess): string =>
  `aws eks update-kubeconfig --name ${name} --region ${region}`;
