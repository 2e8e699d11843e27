import { type Change, changedAttributes, isUnknown, textsAt, valueAt } from './change';
import type { Rule } from './rule';

const cidrs = 'vpc_config.0.public_access_cidrs';
const publicEndpoint = 'vpc_config.0.endpoint_public_access';

function cluster(change: Change): string[] {
  if (change.actions.includes('create')) return [];
  const [from, to] = [valueAt(change.before, 'version'), valueAt(change.after, 'version')];
  const isWide = (attributes: unknown): boolean => textsAt(attributes, cidrs).some((cidr) => cidr.endsWith('/0'));
  return [
    ...(from !== undefined && from !== to && to !== undefined
      ? [`Kubernetes goes from ${String(from)} to ${String(to)}: there is no way back`]
      : []),
    ...(isUnknown(change, cidrs) ? ['who reaches its API is known only while applying'] : []),
    ...(isWide(change.after) && !isWide(change.before) ? ['its API can be reached by the whole internet'] : []),
    ...(valueAt(change.after, publicEndpoint) === true && valueAt(change.before, publicEndpoint) === false
      ? ['its API gets a public address']
      : []),
  ];
}

/** Who administers the cluster is news unless the cluster itself is new, which a single change does not tell. */
const entry = (change: Change): string[] =>
  change.actions.includes('update') && changedAttributes(change).some((name) => !name.startsWith('tags'))
    ? ['someone gets other rights in the cluster']
    : [];

export const clusterAccess: Rule = {
  name: 'cluster-access',
  types: ['aws_eks_access_entry', 'aws_eks_access_policy_association', 'aws_eks_cluster'],
  assess: (change) => {
    if (change.actions[0] === 'delete') return [];
    return change.type === 'aws_eks_cluster' ? cluster(change) : entry(change);
  },
};
