import { type Simulator, startSimulator } from '../../sandbox/simulator';

let account: Simulator;
beforeAll(async () => {
  account = await startSimulator({ accountId: '111122223333' });
});
afterAll(async () => account?.stop());

/** Asks for a role as an SDK does, whose attempts share an invocation id. */
const createRole = async (RoleName: string, invocation: string): Promise<number> => {
  const document = '{"Version":"2012-10-17","Statement":[]}';
  const { status } = await fetch(account.endpoint, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=a',
      'amz-sdk-invocation-id': invocation,
    },
    body: new URLSearchParams({ Action: 'CreateRole', RoleName, AssumeRolePolicyDocument: document }),
  });
  return status;
};

test('another attempt of what was done is answered as the first one; another request is not', async () => {
  expect(await createRole('role', 'one')).toBe(200);
  expect(await createRole('role', 'one')).toBe(200);
  expect(await createRole('role', 'two')).toBe(409);
});

test('an ordered fault strikes as often as ordered', async () => {
  await account.fault({ action: 'iam:Create*', kind: 'server-error', times: 1 });
  expect(await account.pendingFaults()).toHaveLength(1);
  expect([await createRole('other', 'three'), await createRole('other', 'three')]).toEqual([500, 200]);
  expect(await account.pendingFaults()).toEqual([]);
});

/** Asks RDS, as an SDK does. */
const rds = (parameters: Record<string, string>) =>
  fetch(account.endpoint, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-2/rds/aws4_request, SignedHeaders=host, Signature=a',
    },
    body: new URLSearchParams({ Version: '2014-10-31', DBInstanceIdentifier: 'database', ...parameters }),
  });

test('a database counts as long as it exists, then its final snapshot, and no automated one', async () => {
  const stored = async () => (await account.inventory()).filter(({ service }) => service === 'rds');
  const size = { DBInstanceClass: 'db.t4g.micro', Engine: 'postgres', AllocatedStorage: '20' };
  const backups = { BackupRetentionPeriod: '7', MasterUsername: 'master', MasterUserPassword: 'of-a-test' };
  await rds({ Action: 'CreateDBInstance', ...size, ...backups });
  expect(await stored()).toMatchObject([{ type: 'databases', ids: ['database'] }]);
  const kept = { FinalDBSnapshotIdentifier: 'database-final', DeleteAutomatedBackups: 'false' };
  await rds({ Action: 'DeleteDBInstance', SkipFinalSnapshot: 'false', ...kept });
  expect(await stored()).toMatchObject([{ type: 'database_snapshots', ids: ['database-final'] }]);
});

test('what exists is listed, what was called is counted, and a reset forgets both', async () => {
  expect(await account.inventory()).toContainEqual(expect.objectContaining({ service: 'iam', type: 'roles' }));
  expect(await account.actions()).toContainEqual(expect.objectContaining({ action: 'iam:CreateRole' }));
  await account.reset();
  expect([await account.inventory(), await account.actions()]).toEqual([[], []]);
});
