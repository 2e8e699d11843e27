import type { peopleSetSecrets } from './names';

/** One key of a secret's JSON; a dot in its name leads into an object. */
export interface SecretField {
  readonly description: string;
  /** Whether the secret is complete without it. @default false */
  readonly optional?: boolean;
}

/**
 * What stands in the secrets that people set: `{"username": "nxloy_app_a", "password": "…"}`. The chart platform-config
 * reads them under exactly these names.
 *
 * Whoever changes the applications' user first adds `next`, waits until the database knows it (6 minutes at most), and
 * then moves it up to `username` and `password`. Applications start anew at the second step, and find a user that works.
 */
export const secretFields = {
  database: {
    username: { description: 'user of the applications: nxloy_app_a or nxloy_app_b, in turn' },
    password: { description: 'its password' },
    'next.username': { description: 'the other user, while a change is prepared', optional: true },
    'next.password': { description: 'its new password', optional: true },
  },
  redis: { password: { description: 'auth token of the cache' } },
  backend: { 'jwt-secret': { description: 'signs the sessions: a new one ends all of them' } },
  'api-keys': {
    'openai-api-key': { description: 'key of OpenAI; empty to do without' },
    'anthropic-api-key': { description: 'key of Anthropic; empty to do without' },
  },
} as const satisfies Partial<Record<(typeof peopleSetSecrets)[number], Readonly<Record<string, SecretField>>>>;
