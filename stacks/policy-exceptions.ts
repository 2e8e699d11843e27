import { unscopedStatements } from '../constructs/account/permissions/families';
import type { PermissionScope } from '../constructs/account/permissions/scope';
import { lookingAtNodes } from '../constructs/platform/addons/cluster-autoscaler';
import { listingZones } from '../constructs/platform/addons/external-dns';
import { lookingAtLoadBalancers } from '../constructs/platform/addons/load-balancer-policy';
import type { PolicyException } from '../constructs/policies/policy-checks';
import type { Environment } from '../environments';

/**
 * KMS refuses a key policy that names a role which does not exist, and a new account has no Auto Scaling role yet. Both
 * statements are limited to exactly that role by `aws:PrincipalArn`.
 */
const volumeKey = ['AutoScalingUses', 'AutoScalingAttaches'].map((statement): PolicyException => ({
  policy: 'no-wildcard-iam',
  resource: 'Cluster/VolumeKey/Resource',
  statement,
  reason: 'limited to the Auto Scaling service-linked role by aws:PrincipalArn; that role may not exist yet',
}));

const openEndpoint: PolicyException = {
  policy: 'cluster-endpoint-not-open',
  resource: 'Cluster/Resource',
  reason: 'GitHub-hosted runners and laptops have no fixed address; every request is still signed with IAM credentials',
};

/** What add-ons may look up, which AWS cannot limit to resources. */
export const addonExceptions: readonly PolicyException[] = Object.entries({
  LoadBalancerController: lookingAtLoadBalancers,
  ClusterAutoscaler: lookingAtNodes,
  ExternalDns: listingZones,
}).map(([addon, { sid, reason }]) => ({
  policy: 'no-wildcard-iam',
  resource: `Kubernetes/Addons/${addon}/Identity/Policy`,
  statement: sid,
  reason,
}));

/** What an environment's stack may do against a policy, and why. */
export const environmentPolicyExceptions = (environment: Environment): readonly PolicyException[] => [
  ...volumeKey,
  ...addonExceptions,
  ...(environment.cluster.publicAccessCidrs.includes('0.0.0.0/0') ? [openEndpoint] : []),
];

/** What a bootstrap stack may do against a policy, and why: actions that AWS cannot limit to a resource. */
export const bootstrapPolicyExceptions = (scopes: readonly PermissionScope[]): readonly PolicyException[] =>
  scopes.flatMap((scope) =>
    unscopedStatements(scope).map(({ construct, sid, reason }) => ({
      policy: 'no-wildcard-iam',
      resource: `Access-${scope.environment}/${construct}`,
      statement: sid,
      reason,
    })),
  );
