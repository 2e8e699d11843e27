import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEvent, type TerraformEvent } from '../../../scripts/terraform/events';

const recorded = readFileSync(path.join(__dirname, 'recorded', 'killed.jsonl'), 'utf8').split('\n');
const events = recorded.flatMap((line): TerraformEvent[] => {
  const event = parseEvent(line);
  return event ? [event] : [];
});

test('a recorded journal is read, its half last line is left out', () => {
  expect(events[0]).toEqual({ type: 'version', terraform: '1.11.4' });
  expect(events).toHaveLength(recorded.length - 1);
});

test('what was made is told with its id', () => {
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'apply_complete',
      action: 'create',
      address: 'aws_s3_bucket_versioning.Assets_Versioning_BEEABCAD',
      id: 'nxloy-dev-assets-000000000000',
    }),
  );
});

test('excerpts of diagnostics are left out, for they hold values', () => {
  const line = JSON.stringify({
    type: 'diagnostic',
    diagnostic: {
      severity: 'error',
      summary: 'Bad',
      detail: 'why',
      snippet: { code: 'password = "x"', values: [{ traversal: 'p', statement: 'is "secret"' }] },
    },
  });
  expect(JSON.stringify(parseEvent(line))).not.toMatch(/password|secret/);
});

test.each(['', 'not json', '{"type":"resource_drift"}', '{"type":"outputs","outputs":{"o":{"value":"v"}}}'])(
  '%j is of no interest',
  (line) => {
    expect(parseEvent(line)).toBeUndefined();
  },
);
