import type { Diagnostic } from './events';

/** Warnings that are the consequence of a decision: true, and of no use to whoever deploys. */
const expected: readonly { readonly summary: RegExp; readonly detail: RegExp; readonly reason: string }[] = [
  {
    summary: /^Deprecated Parameter$/,
    detail: /"dynamodb_table" is deprecated/,
    reason: 'states are guarded by both locks, so that whoever knows only one of them still waits',
  },
  {
    summary: /Missing HTTPS Proxy$/,
    detail: /HTTP proxy "http:\/\/(127\.|localhost|\[::1\])/,
    reason: 'the sandbox is reached over plain HTTP',
  },
];

export const isExpected = (diagnostic: Diagnostic): boolean =>
  expected.some(({ summary, detail }) => summary.test(diagnostic.summary) && detail.test(diagnostic.detail));
