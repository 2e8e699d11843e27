import { databaseInterruption } from '../../../scripts/risk/database-interruption';
import { change } from '../../support/change';

const upgrade = (immediately: boolean) =>
  change('aws_db_instance', {
    before: { instance_class: 'a' },
    after: { instance_class: 'b', apply_immediately: immediately },
  });

test('another class at once cuts connections; in the maintenance window it is expected', () => {
  expect(databaseInterruption.assess(upgrade(true)).join()).toContain('instance_class');
  expect(databaseInterruption.assess(upgrade(false))).toEqual([]);
});
