import { actionName, changesOf, isEmpty, isUnknown, type PlanJson, valueAt } from '../../../scripts/risk/change';
import { change } from '../../support/change';

const one = (actions: string[], part = {}): PlanJson => ({
  resource_changes: [
    { address: 'a.b', type: 'a', mode: 'managed', change: { actions, before: null, after: null, ...part } },
  ],
});

test('what stays as it is, is no change, unless it is imported', () => {
  expect(changesOf(one(['no-op']))).toEqual([]);
  expect(changesOf(one(['no-op'], { importing: { id: 'x' } }))).toHaveLength(1);
});

test('a plan that only writes outputs is not empty', () => {
  expect(isEmpty({ output_changes: { host: { actions: ['update'] } } })).toBe(false);
  expect(isEmpty({ output_changes: { host: { actions: ['no-op'] } } })).toBe(true);
});

test.each([
  [['delete', 'create'], 'replaced, with an outage in between'],
  [['create', 'delete'], 'replaced'],
  [['forget'], 'forgotten'],
  [['create', 'forget'], 'forgotten'],
  [['update'], 'changed'],
])('%j is called %s', (actions, name) => expect(actionName(change('a', { actions }))).toBe(name));

test('a value within something unknown is unknown', () => {
  const unknown = { vpc_config: [{ cidrs: true }], policy: true };
  expect(isUnknown(change('a', { unknown }), 'vpc_config.0.cidrs')).toBe(true);
  expect(isUnknown(change('a', { unknown }), 'policy.0.x')).toBe(true);
  expect(isUnknown(change('a', { unknown }), 'vpc_config.0.other')).toBe(false);
  expect(valueAt({ a: [{ b: 1 }] }, 'a.0.b')).toBe(1);
});
