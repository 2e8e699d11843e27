import { kubeconfigCommand, tokenCommand } from '../../../constructs/cluster/cluster-access';

const access = { name: 'nxloy-dev', endpoint: 'https://api', certificateAuthority: 'Q0E=', region: 'eu-central-1' };

describe('access to a cluster', () => {
  test('asks AWS for a short-lived token instead of carrying one', () => {
    expect(tokenCommand(access)).toEqual({
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'aws',
      args: ['eks', 'get-token', '--cluster-name', 'nxloy-dev', '--region', 'eu-central-1'],
    });
  });

  test('tells people how to point kubectl at it', () => {
    expect(kubeconfigCommand(access)).toBe('aws eks update-kubeconfig --name nxloy-dev --region eu-central-1');
  });
});
