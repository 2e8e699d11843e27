import { clusterEntry } from '../../../scripts/checks/cluster-entry';
import { fakeAccount, fakeContext } from '../../support/check-context';

const session = (role: string, account = '111122223333'): string => `arn:aws:sts::${account}:assumed-role/${role}/ann`;
const sso = 'AWSReservedSSO_Admin_0123456789abcdef';
const ssoArn = `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/${sso}`;

async function check(caller: string, administrators: readonly string[] = []) {
  const { environment } = fakeContext();
  const [found] = await clusterEntry.run(
    fakeContext({
      account: fakeAccount({ callerArn: async () => caller }),
      environment: { ...environment, cluster: { ...environment.cluster, administrators: [...administrators] } },
    }),
  );
  return found;
}

test('the deploy role is let in', async () => {
  expect(await check(session('nxloy-dev-deploy'))).toMatchObject({ level: 'ok' });
});

test.each([
  ['a role', session('admin'), 'arn:aws:iam::111122223333:role/admin'],
  ['a role with a path', session('admin'), 'arn:aws:iam::111122223333:role/people/admin'],
  ['a role of IAM Identity Center', session(sso), ssoArn],
  ['a user', 'arn:aws:iam::111122223333:user/people/ann', 'arn:aws:iam::111122223333:user/people/ann'],
])('so is an administrator that is %s', async (_, caller, administrator) => {
  expect(await check(caller, [administrator])).toMatchObject({ level: 'ok' });
});

test.each([
  ['another role', session('admin')],
  ['a role of that name in another account', session('nxloy-dev-deploy', '999988887777')],
  ["another environment's deploy role", session('nxloy-prod-deploy')],
  ['the plan role, which only looks', session('nxloy-dev-plan')],
  ['a user that bears the name of a role', 'arn:aws:iam::111122223333:user/nxloy-dev-deploy'],
])('%s is not', async (_, caller) => {
  expect(await check(caller, [ssoArn])).toMatchObject({ level: 'fail' });
});

test('the mend is the line to write', async () => {
  expect((await check(session('admin')))?.mend).toContain(
    "add to cluster.administrators in environments/dev.ts: 'arn:aws:iam::111122223333:role/admin'",
  );
});

test("of a role of IAM Identity Center it names the path, and the command that tells it: a session's ARN lacks it", async () => {
  expect((await check(session(sso)))?.mend).toMatch(
    /role\/aws-reserved\/sso\.amazonaws\.com\/<region>\/AWSReservedSSO_Admin_\w+' .*aws iam get-role --role-name AWSReservedSSO_Admin_/,
  );
});

test('such a role without its path is found, and refused: EKS would refuse it half-way', async () => {
  expect(await check(session(sso), [`arn:aws:iam::111122223333:role/${sso}`])).toMatchObject({
    level: 'fail',
    message: expect.stringContaining('without its path'),
  });
});

test('the root user can have no entry at all', async () => {
  expect(await check('arn:aws:iam::111122223333:root')).toMatchObject({
    level: 'fail',
    mend: expect.stringContaining('only IAM roles and users can be let in'),
  });
});

test('the simulator is not asked', async () => {
  expect(await clusterEntry.run(fakeContext({ sandbox: { endpoint: 'http://127.0.0.1:1' } }))).toEqual([]);
});
