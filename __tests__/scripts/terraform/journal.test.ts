import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { followJournal, isSettled, readJournal } from '../../../scripts/terraform/journal';

const summary = '{"type":"change_summary","changes":{"add":1,"change":0,"import":0,"remove":0,"operation":"apply"}}';
const version = '{"type":"version","terraform":"1.11.4"}';
const error = '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"Saved plan is stale","detail":""}}';
const planned = summary.replace('apply', 'plan');

const journal = (...lines: string[]): string => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'journal-')), 'apply-1.jsonl');
  writeFileSync(file, lines.join('\n'));
  return file;
};

test.each([
  ['a summary of what was applied', [version, summary], true],
  ['an error', [version, error], true],
  ['neither', [version, planned], false],
])('with %s, whether it came to its own end is known', (_, lines, settled) => {
  expect(isSettled(readJournal(journal(...lines)))).toBe(settled);
});

test('the recorded journal of a killed Terraform is not settled', () => {
  expect(isSettled(readJournal(path.join(__dirname, 'recorded', 'killed.jsonl')))).toBe(false);
});

test('a journal that does not exist holds nothing', () => {
  expect(readJournal('/nowhere/apply-1.jsonl')).toEqual([]);
});

test('follows lines as they are written, half ones too, and reads what came just before the end', async () => {
  const file = journal('');
  const seen: string[] = [];
  let over = false;
  const following = followJournal(
    file,
    () => over,
    (event) => seen.push(event.type),
  );
  appendFileSync(file, `${version}\n${summary.slice(0, 20)}`);
  await sleep(250);
  expect(seen).toEqual(['version']);
  appendFileSync(file, `${summary.slice(20)}\n`);
  over = true;
  await following;
  expect(seen).toEqual(['version', 'change_summary']);
});
