// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be a copy, and cdktf would not see it
const stackTrace: { captureStackTrace: () => string[] } = require('cdktf/lib/tokens/private/stack-trace');

/**
 * Makes cdktf forget where in the sources each token was made. No message of this project shows it, and finding it out
 * takes a tenth of the time of a synthesis.
 */
export function forgetTokenTraces(): void {
  stackTrace.captureStackTrace = () => [];
}
