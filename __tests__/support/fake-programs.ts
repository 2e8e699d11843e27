import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Programs of a test's own, which are found instead of those that are installed. */
export class FakePrograms {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'programs-'));
  private readonly calls = path.join(this.folder, 'calls');
  private readonly original = process.env.PATH;

  /** @param scripts bodies of shell scripts, by the program's name; without one it is not installed */
  constructor(scripts: Readonly<Record<string, string>>) {
    for (const [name, script] of Object.entries(scripts)) {
      const file = path.join(this.folder, name);
      writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> ${this.calls}\n${script}\n`);
      chmodSync(file, 0o755);
    }
    process.env.PATH = this.folder;
  }

  /** What was called so far, with its arguments. */
  get called(): string[] {
    return existsSync(this.calls) ? readFileSync(this.calls, 'utf8').trim().split('\n') : [];
  }

  /** Makes the installed programs found again. */
  restore(): void {
    process.env.PATH = this.original;
  }
}
