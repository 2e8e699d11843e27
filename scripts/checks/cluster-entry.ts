import { deployRoleName, roleArn } from '../../constructs/account/names';
import type { Environment } from '../../environments';
import { type Check, fail, type Finding, ok } from './check';

/** Where AWS puts the roles of its IAM Identity Center; a session does not tell a role's path. */
const ssoPath = 'aws-reserved/sso.amazonaws.com/';
const isSsoRole = (name: string): boolean => name.startsWith('AWSReservedSSO_');

/**
 * The principal behind a caller, in the form that access entries want it; of a role without its path.
 *
 * @returns undefined for what can have no entry, such as the account's root user
 */
function principalOf(caller: string): string | undefined {
  const [, account, role] = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(caller) ?? [];
  if (account !== undefined && role !== undefined) return roleArn(account, role);
  return /^arn:aws:iam::\d+:user\//.test(caller) ? caller : undefined;
}

/** Roles are compared by account and name. */
const withoutPath = (arn: string): string => arn.replace(/:role\/.*\//, ':role/');

const nameOf = (arn: string): string => arn.split('/').at(-1) ?? '';

/** The command that tells a role's whole ARN. */
const tellArn = (role: string): string => `aws iam get-role --role-name ${role} --query Role.Arn --output text`;

/** What to write into the environment's file. */
function mendFor(principal: string | undefined, { name, account }: Environment): string {
  const file = `environments/${name}.ts`;
  const pipeline = `let the pipeline deploy it, as ${deployRoleName(name)}`;
  if (principal === undefined) return `sign in as a role: only IAM roles and users can be let in; or ${pipeline}`;
  const role = nameOf(principal);
  const entry = isSsoRole(role) ? roleArn(account.id, `${ssoPath}<region>/${role}`) : principal;
  const path = principal.includes(':role/') ? ` (with its path, as this prints it: ${tellArn(role)})` : '';
  return `add to cluster.administrators in ${file}: '${entry}'${path}. That is deployed by somebody who has an entry, or together with a new cluster; or ${pipeline}`;
}

function look(caller: string, environment: Environment): Finding {
  const { account, cluster, name } = environment;
  const principal = principalOf(caller);
  const allowed = [roleArn(account.id, deployRoleName(name)), ...cluster.administrators];
  const entry = allowed.find((arn) => withoutPath(arn) === principal);
  if (principal === undefined || entry === undefined)
    return fail(
      `${principal ?? caller} has no entry into the cluster of ${name}, and without one no release can be deployed`,
      mendFor(principal, environment),
    );
  const role = nameOf(entry);
  return isSsoRole(role) && !entry.includes(ssoPath)
    ? fail(
        `cluster.administrators in environments/${name}.ts names ${entry} without its path, which EKS does not find`,
        `write what this prints: ${tellArn(role)}`,
      )
    : ok(`${principal} has an entry into the cluster`);
}

/** Nobody is let into a cluster for having made it. */
export const clusterEntry: Check = {
  name: 'cluster entry',
  // Whoever calls the simulator is made up.
  run: async ({ environment, account, sandbox }) => (sandbox ? [] : [look(await account.callerArn(), environment)]),
};
