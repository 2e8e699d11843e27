import type { Output } from '../../scripts/output';

/** An output that keeps what was noted, and what was told as a result. */
export function listening(): { output: Output; lines: string[]; results: string[] } {
  const lines: string[] = [];
  const results: string[] = [];
  const output: Output = {
    interactive: false,
    note: (line) => void lines.push(line),
    result: (line) => void results.push(line),
    stream: process.stderr,
  };
  return { output, lines, results };
}
