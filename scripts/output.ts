/** Where a verb writes: results to stdout, everything on the way to stderr, so that `--json` stays clean. */
export interface Output {
  /** Whether a person watches: bars and colours, otherwise plain lines. */
  readonly interactive: boolean;
  /** Part of the result. */
  result(line: string): void;
  /** What happens meanwhile. */
  note(line: string): void;
  /** Writes to the terminal's own stream, for bars. */
  readonly stream: NodeJS.WriteStream;
}

/** The process's own streams. A terminal that has gone away must not end a deployment that still saves its state. */
export function processOutput(): Output {
  for (const stream of [process.stdout, process.stderr])
    if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  return {
    interactive: process.stderr.isTTY === true && !process.env.CI,
    result: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    stream: process.stderr,
  };
}
