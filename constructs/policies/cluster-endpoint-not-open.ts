import { attributesOf, blocks, isOff, listed } from './attributes';
import type { Policy } from './policy';

/**
 * The Kubernetes API is private, or public for listed addresses. EKS opens it to everyone when none are listed.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
export const clusterEndpointNotOpen: Policy = {
  id: 'cluster-endpoint-not-open',
  check(element) {
    if (element.terraformResourceType !== 'aws_eks_cluster') return [];
    const settings = blocks(attributesOf(element).vpc_config)[0] ?? {};
    const ranges = listed(settings.public_access_cidrs);
    const open = ranges.length === 0 || ranges.some((range) => String(range).endsWith('/0'));
    if (isOff(settings.endpoint_public_access) || !open) return [];
    return [
      {
        attribute: 'vpc_config.public_access_cidrs',
        received: settings.public_access_cidrs,
        rule: 'the Kubernetes API is not open to everyone',
        mend: 'list the addresses that need it, or set endpointPublicAccess to false',
      },
    ];
  },
};
