import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type StateSummary, summarizeState } from '../terraform/state-summary';

const stateFile = 'bootstrap.tfstate';

/** Comes after every other override, so that it wins. */
const overrideFile = 'zzz_local_state_override.tf.json';

/** Makes Terraform keep the state in a file, while there is no bucket to keep it in. */
export const keepStateInFile = (directory: string): void =>
  writeFileSync(
    path.join(directory, overrideFile),
    JSON.stringify({ terraform: { backend: { local: { path: stateFile } } } }),
  );

export const keepStateInBucketAgain = (directory: string): void =>
  rmSync(path.join(directory, overrideFile), { force: true });

/** What the file holds; undefined when there is none. */
export function readLocalState(directory: string): StateSummary | undefined {
  const file = path.join(directory, stateFile);
  return existsSync(file) ? summarizeState(readFileSync(file, 'utf8')) : undefined;
}

/** Only once the bucket has all of it. States hold secrets, so no copy stays behind. */
export function removeLocalState(directory: string): void {
  for (const name of [stateFile, `${stateFile}.backup`]) rmSync(path.join(directory, name), { force: true });
}
