import { kubeconfigCommand } from '../../../constructs/cluster/cluster-access';

const access = { name: 'nxloy-dev', endpoint: 'https://api', certificateAuthority: 'Q0E=', region: 'eu-central-1' };

describe('access to a cluster', () => {
  test('tells people how to point kubectl at it', () => {
    expect(kubeconfigCommand(access)).toBe('aws eks update-kubeconfig --name nxloy-dev --region eu-central-1');
  });
});
