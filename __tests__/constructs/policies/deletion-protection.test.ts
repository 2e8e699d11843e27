import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import type { TerraformStack } from 'cdktf';
import { deletionProtection } from '../../../constructs/policies/deletion-protection';
import { guardAgainstDestroy } from '../../../constructs/protection';
import { violated } from '../../support/policies';

const instanceClass = 'db.t4g.micro';

function unprotected(stack: TerraformStack): void {
  const primary = new DbInstance(stack, 'Primary', { instanceClass, skipFinalSnapshot: true });
  new DbInstance(stack, 'Replica', { instanceClass, replicateSourceDb: primary.identifier, skipFinalSnapshot: true });
  new DynamodbTable(stack, 'Locks', { name: 'locks' });
  new Lb(stack, 'Balancer', {});
  new S3Bucket(stack, 'Bucket', {});
}

function guarded(stack: TerraformStack): void {
  const stateful = [
    new DbInstance(stack, 'Primary', { instanceClass, deletionProtection: true, skipFinalSnapshot: false }),
    new DynamodbTable(stack, 'Locks', { name: 'locks', deletionProtectionEnabled: true }),
    new S3Bucket(stack, 'Bucket', {}),
  ];
  stateful.forEach((resource) => guardAgainstDestroy(resource, 'prevent-destroy'));
  new S3Bucket(stack, 'ByLifecycle', { lifecycle: { preventDestroy: true } });
  new Lb(stack, 'Balancer', { enableDeletionProtection: true });
}

test('what is guarded passes under the strictest protection', () => {
  expect(violated(deletionProtection('prevent-destroy'), guarded)).toEqual([]);
});

test('without protection nothing needs it', () => {
  expect(violated(deletionProtection('none'), unprotected)).toEqual([]);
});

test('deletion protection asks for the switches of AWS, of what is no replica', () => {
  expect(violated(deletionProtection('deletion-protection'), unprotected)).toEqual([
    'deletion_protection',
    'deletion_protection_enabled',
    'enable_deletion_protection',
  ]);
});

test('prevent-destroy also asks for the guard of Terraform and a final snapshot', () => {
  expect(violated(deletionProtection('prevent-destroy'), unprotected)).toEqual([
    'deletion_protection',
    'lifecycle.prevent_destroy',
    'skip_final_snapshot',
    'deletion_protection_enabled',
    'lifecycle.prevent_destroy',
    'enable_deletion_protection',
    'lifecycle.prevent_destroy',
  ]);
});
