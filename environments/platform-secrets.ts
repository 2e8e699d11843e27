/**
 * What applications find in Secrets, as `<Secret>/<key>`. The chart platform-config makes these and no others; a test
 * compares the two.
 */
export const knownSecrets: readonly string[] = [
  'db-secret/database-url',
  'redis-secret/redis-url',
  'redis-secret/redis-address',
  'redis-secret/redis-password',
  'backend-secrets/jwt-secret',
  'api-keys/openai-api-key',
  'api-keys/anthropic-api-key',
];
