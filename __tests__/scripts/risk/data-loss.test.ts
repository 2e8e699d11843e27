import { dataLoss } from '../../../scripts/risk/data-loss';
import { change } from '../../support/change';

test.each([[['delete']], [['delete', 'create']], [['create', 'delete']]])('%j of a database loses data', (actions) => {
  expect(dataLoss.assess(change('aws_db_instance', { actions }))).toHaveLength(1);
});

test('creating or changing it does not', () => {
  expect(dataLoss.assess(change('aws_db_instance', { actions: ['create'] }))).toEqual([]);
  expect(dataLoss.assess(change('aws_db_instance'))).toEqual([]);
});
