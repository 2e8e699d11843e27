import { describeOutputs } from '../../scripts/apply';

test('outputs are printed as text, lists as JSON', () => {
  expect(describeOutputs({ host: 'db.local', servers: ['a', 'b'] })).toEqual([
    '  host = db.local',
    '  servers = ["a","b"]',
  ]);
});
