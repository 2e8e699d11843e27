import { environmentPrefix } from '../../constructs/account/names';
import { type Check, type CheckContext, fail, type Finding, ok, warn } from './check';

const fromInside =
  "run this in the environment's VPC, or on a machine that is connected to it; or name your addresses in cluster.publicAccessCidrs";

async function look({ environment, reachCluster }: CheckContext): Promise<Finding> {
  const { state, reason } = await reachCluster(environmentPrefix(environment.name));
  switch (state) {
    case 'answers':
      return ok('the private endpoint of the cluster answers');
    case 'silent':
      return fail(`the private endpoint of the cluster does not answer: ${reason}`, fromInside);
    case 'absent':
      return warn(
        `the cluster of ${environment.name} will have a private endpoint only, and its releases are deployed through it: a deployment from outside its network would end half-way`,
        fromInside,
      );
    case 'unknown':
      return warn(`whether the private endpoint of the cluster answers is not known: ${reason}`, fromInside);
  }
}

/** A private endpoint is reached from its network only. */
export const clusterEndpoint: Check = {
  name: 'cluster endpoint',
  run: async (context) =>
    context.sandbox || context.environment.cluster.publicAccessCidrs.length > 0 ? [] : [await look(context)],
};
