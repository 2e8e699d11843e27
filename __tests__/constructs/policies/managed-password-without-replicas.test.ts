import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import type { TerraformStack } from 'cdktf';
import { managedPasswordWithoutReplicas } from '../../../constructs/policies/managed-password-without-replicas';
import { violated } from '../../support/policies';

const instanceClass = 'db.t4g.micro';
const primary = (stack: TerraformStack, manageMasterUserPassword?: boolean) =>
  new DbInstance(stack, 'Primary', { instanceClass, identifier: 'db', manageMasterUserPassword });

test('a managed password alone and replicas alone pass', () => {
  expect(violated(managedPasswordWithoutReplicas, (stack) => void primary(stack, true))).toEqual([]);
  expect(
    violated(managedPasswordWithoutReplicas, (stack) => {
      new DbInstance(stack, 'Replica', { instanceClass, replicateSourceDb: primary(stack).identifier });
    }),
  ).toEqual([]);
});

test.each([
  ['reference', (source: DbInstance) => source.identifier],
  ['name', () => 'db'],
])('a managed password together with a replica by %s fails', (_, sourceOf) => {
  expect(
    violated(managedPasswordWithoutReplicas, (stack) => {
      new DbInstance(stack, 'Replica', { instanceClass, replicateSourceDb: sourceOf(primary(stack, true)) });
    }),
  ).toEqual(['manage_master_user_password']);
});
