import { ParameterGroup } from '../../../constructs/database/parameter-group';
import { synthesize } from '../../support/synth';

const groupOf = (version: string) =>
  synthesize((stack) => void new ParameterGroup(stack, 'Parameters', { name: 'nxloy-test-database', version })).only(
    'aws_db_parameter_group',
  );

describe('ParameterGroup', () => {
  test('forces TLS and logs slow queries, but no statement that might hold a password', () => {
    const { parameter } = groupOf('17');
    const values = Object.fromEntries(parameter.map((one: { name: string; value: string }) => [one.name, one.value]));
    expect(values).toMatchObject({ 'rds.force_ssl': '1', log_min_duration_statement: '500', log_statement: 'none' });
  });

  test('of a newer major version stands beside the old one until nothing uses that', () => {
    expect(groupOf('18')).toMatchObject({
      name: 'nxloy-test-database-postgres18',
      family: 'postgres18',
      lifecycle: { create_before_destroy: true },
    });
  });
});
