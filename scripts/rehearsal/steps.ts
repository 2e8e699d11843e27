import pc from 'picocolors';
import type { Output } from '../output';
import { duration } from '../terraform/duration';

interface Done {
  readonly name: string;
  readonly milliseconds: number;
}

/** The steps of a rehearsal: announced when they start, timed, and listed at the end. */
export class Steps {
  private readonly done: Done[] = [];
  private readonly startedAt = Date.now();
  private number = 0;

  constructor(
    private readonly output: Output,
    private readonly total: number,
  ) {}

  /** Runs one step. @throws what it throws, after saying which step that was */
  async run<T>(name: string, action: () => Promise<T>): Promise<T> {
    this.number += 1;
    this.output.note(pc.bold(`\n[${this.number}/${this.total}] ${name}`));
    const start = Date.now();
    try {
      const result = await action();
      this.done.push({ name, milliseconds: Date.now() - start });
      return result;
    } catch (error) {
      this.output.note(pc.red(`Failed in step ${this.number}: ${name}`));
      throw error;
    }
  }

  /** Every step with its time, and the whole. */
  summary(): string[] {
    const width = Math.max(...this.done.map(({ name }) => name.length));
    return [
      ...this.done.map(
        ({ name, milliseconds }) => `  ${pc.green('ok')}  ${name.padEnd(width)}  ${duration(milliseconds)}`,
      ),
      `  ${' '.repeat(4)}${'in all'.padEnd(width)}  ${duration(Date.now() - this.startedAt)}`,
    ];
  }
}
