import { protectionOff } from '../../../scripts/risk/protection-off';
import { change } from '../../support/change';

test.each([
  ['aws_db_instance', { deletion_protection: true }, { deletion_protection: false }],
  ['aws_db_instance', { skip_final_snapshot: false }, { skip_final_snapshot: true }],
  ['aws_db_instance', { backup_retention_period: 7 }, { backup_retention_period: 0 }],
  ['aws_db_instance', { publicly_accessible: false }, { publicly_accessible: true }],
  [
    'aws_dynamodb_table',
    { point_in_time_recovery: [{ enabled: true }] },
    { point_in_time_recovery: [{ enabled: false }] },
  ],
  ['aws_cloudtrail', { enable_logging: true }, { enable_logging: false }],
])('%s from %j to %j is a risk, the way back is not', (type, before, after) => {
  expect(protectionOff.assess(change(type, { before, after }))).toHaveLength(1);
  const alone = protectionOff.assess(change(type, { before: after, after: before }));
  expect(alone).toEqual([]);
});

test('a safeguard that is known only while applying is a risk', () => {
  const unknown = change('aws_db_instance', {
    before: { deletion_protection: true },
    unknown: { deletion_protection: true },
  });
  expect(protectionOff.assess(unknown).join()).toContain('known only while applying');
});
