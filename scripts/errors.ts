export interface UserErrorProps {
  /** What it is about, such as `environment` or `account of dev`. */
  readonly thing: string;
  /** What was received. @default - left out of the message */
  readonly received?: string;
  /** The rule that is broken. */
  readonly rule: string;
  /** What to do now. */
  readonly mend: string;
}

/** Something that people can mend: printed without a stack trace, exit code 1. */
export class UserError extends Error {
  constructor(props: UserErrorProps) {
    const received = props.received === undefined ? '' : ` "${props.received}"`;
    super(`${props.thing}${received}: ${props.rule}\n  → ${props.mend}`);
    this.name = 'UserError';
  }
}

/** The text for stderr: the message alone, everything when `DEBUG` is set. */
export function describeError(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  return debug ? (error.stack ?? error.message) : error.message;
}
