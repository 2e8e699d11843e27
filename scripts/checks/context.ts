import { resolveNs } from 'node:dns/promises';
import { execa } from 'execa';
import { SdkAccount } from '../aws/sdk-account';
import { reachCluster } from '../kubernetes/reach-cluster';
import type { Target } from '../target';
import type { CheckContext } from './check';

/** First line of what a tool prints; undefined when it is not installed. */
async function toolVersion(command: string, ...flags: readonly string[]): Promise<string | undefined> {
  const { stdout, code } = await execa(command, flags, {
    reject: false,
    stdin: 'ignore',
    env: { CHECKPOINT_DISABLE: '1' },
  });
  return code === 'ENOENT' ? undefined : (stdout.split('\n')[0] ?? '');
}

const nameServers = async (zone: string): Promise<string[]> => {
  try {
    return await resolveNs(zone);
  } catch {
    return [];
  }
};

/** The real surroundings of a check. */
export const checkContext = ({ environment, stack, directory, sandbox }: Target): CheckContext => ({
  now: new Date(),
  tool: toolVersion,
  environment,
  stack,
  directory,
  sandbox,
  account: new SdkAccount(environment.region, sandbox),
  variables: process.env,
  nameServers,
  reachCluster: (cluster) => reachCluster(cluster, { environment }),
});
