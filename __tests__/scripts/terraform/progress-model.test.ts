import type { TerraformEvent } from '../../../scripts/terraform/events';
import { ProgressModel, shortAddress } from '../../../scripts/terraform/progress-model';

const start = new Date('2026-01-01T00:00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
const event = (
  type: 'planned_change' | 'apply_start' | 'apply_complete' | 'apply_errored',
  name: string,
  seconds = 0,
  resourceType = 'aws_thing',
  action: 'create' | 'replace' | 'read' = 'create',
): TerraformEvent =>
  ({ type, address: `${resourceType}.${name}`, resourceType, action, at: after(seconds) }) as TerraformEvent;

const modelOf = (events: readonly TerraformEvent[], typical = {}): ProgressModel => {
  const model = new ProgressModel(start, typical);
  events.forEach((one) => model.add(one));
  return model;
};

test('counts steps: a replacement is two, reading is none', () => {
  const model = modelOf([
    event('planned_change', 'a'),
    event('planned_change', 'b', 0, 'aws_thing', 'replace'),
    event('planned_change', 'c', 0, 'aws_thing', 'read'),
  ]);
  expect(model.total).toBe(3);
});

test('shows what is being made, the longest-running first, and hides the rest behind a number', () => {
  const model = modelOf([
    event('apply_start', 'c', 9),
    event('apply_start', 'a', 5),
    event('apply_start', 'b', 2),
    event('apply_start', 'read', 0, 'aws_thing', 'read'),
  ]);
  expect(model.now(after(12))).toBe('creating aws_thing.b (10 s), creating aws_thing.a (7 s), and 1 more');
});

test('failed resources are done with, too', () => {
  const model = modelOf([event('planned_change', 'a'), event('apply_start', 'a'), event('apply_errored', 'a')]);
  expect([model.done, model.now(after(1))]).toEqual([1, '']);
});

test('estimates by what the slowest usually takes', () => {
  const model = modelOf(
    [event('planned_change', 'db', 0, 'aws_db_instance'), event('apply_start', 'db', 0, 'aws_db_instance')],
    { aws_db_instance: 600 },
  );
  expect(model.left(after(60))).toBe('about 9 min 00 s left');
});

test('estimates by pace, until something takes longer than pace foretells', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'slow'];
  const events = [
    ...names.map((name) => event('planned_change', name)),
    event('apply_start', 'slow', 9),
    ...names.slice(0, 5).flatMap((name) => [event('apply_start', name), event('apply_complete', name, 1)]),
  ];
  expect(modelOf(events).left(after(10))).toBe('about 2 s left');
  expect(modelOf(events).left(after(60))).toBe('');
});

test('an address is shown without the digits that cdktf adds', () => {
  expect(shortAddress('aws_vpc.Network_1C6012B5')).toBe('aws_vpc.Network');
  expect(shortAddress('aws_vpc.Network_1C6012B5["a"]')).toBe('aws_vpc.Network["a"]');
});
