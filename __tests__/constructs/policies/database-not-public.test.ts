import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { databaseNotPublic } from '../../../constructs/policies/database-not-public';
import { violated } from '../../support/policies';

const instanceClass = 'db.t4g.micro';

test('a database without a public address passes, said or unsaid', () => {
  expect(
    violated(databaseNotPublic, (stack) => {
      new DbInstance(stack, 'Unsaid', { instanceClass });
      new DbInstance(stack, 'Private', { instanceClass, publiclyAccessible: false });
    }),
  ).toEqual([]);
});

test('a database with a public address fails, also by an escape hatch', () => {
  expect(
    violated(databaseNotPublic, (stack) => {
      new DbInstance(stack, 'Public', { instanceClass, publiclyAccessible: true });
      new DbInstance(stack, 'Hatch', { instanceClass, publiclyAccessible: false }).addOverride(
        'publicly_accessible',
        true,
      );
    }),
  ).toEqual(['publicly_accessible', 'publicly_accessible']);
});
