import type { PolicyException } from '../constructs/policies/policy-checks';
import type { Environment } from '../environments';

/** What an environment's stack may do against a policy, and why. */
export const environmentPolicyExceptions = (environment: Environment): readonly PolicyException[] =>
  environment.cluster.publicAccessCidrs.includes('0.0.0.0/0')
    ? [
        {
          policy: 'cluster-endpoint-not-open',
          resource: 'Cluster/Resource',
          reason:
            'GitHub-hosted runners and laptops have no fixed address; every request is still signed with IAM credentials',
        },
      ]
    : [];

/** What a bootstrap stack may do against a policy, and why. */
export const bootstrapPolicyExceptions: readonly PolicyException[] = [];
