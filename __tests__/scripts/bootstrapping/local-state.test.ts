import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  keepStateInBucketAgain,
  keepStateInFile,
  readLocalState,
  removeLocalState,
} from '../../../scripts/bootstrapping/local-state';

test('the state is in a file while the override is there, and nothing stays behind', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'local-'));
  keepStateInFile(directory);
  expect(readdirSync(directory)).toEqual(['zzz_local_state_override.tf.json']);
  expect(readLocalState(directory)).toBeUndefined();
  writeFileSync(path.join(directory, 'bootstrap.tfstate'), JSON.stringify({ lineage: 'a', serial: 2, resources: [] }));
  writeFileSync(path.join(directory, 'bootstrap.tfstate.backup'), '{}');
  expect(readLocalState(directory)).toEqual({ lineage: 'a', serial: 2, resources: 0 });
  keepStateInBucketAgain(directory);
  removeLocalState(directory);
  expect(readdirSync(directory)).toEqual([]);
});
