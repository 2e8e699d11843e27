import type { Catalogue } from './application-schema';

/**
 * The platform's applications, as they are in every environment. Adding one is one entry here; an environment's own
 * file may give it another size or other settings.
 */
export const applications: Catalogue = {
  // Queues run inside it, unless the environment's `worker.mode` is `separate`.
  backend: {
    component: 'api',
    image: 'nxloy-backend',
    port: { number: 8080, variable: 'PORT' },
    // Not /, below which Prometheus will find /metrics.
    host: { name: 'api', paths: ['/api'] },
    // It has no health endpoints yet. Once it has: startup and liveness '/health', readiness '/ready'.
    probes: { startup: '/api', readiness: '/api', liveness: 'tcp' },
    variables: { JWT_EXPIRES_IN: '15m' },
    settings: { NODE_ENV: 'production', LOG_LEVEL: 'info' },
    secrets: {
      DATABASE_URL: 'db-secret/database-url',
      REDIS_URL: 'redis-secret/redis-url',
      JWT_SECRET: 'backend-secrets/jwt-secret',
    },
    platformSettings: '/etc/nxloy/app',
    calls: ['ai-mcp'],
    reaches: ['database', 'cache', 'internet', 'assets'],
    size: {
      replicas: { minimum: 2, maximum: 4, cpu: 70, memory: 80 },
      requests: { cpu: '250m', memory: '512Mi' },
      limits: { cpu: '1', memory: '1Gi' },
    },
  },
  web: {
    component: 'frontend',
    image: 'nxloy-web',
    port: { number: 8081, variable: 'PORT' },
    host: { name: 'web', paths: ['/'] },
    probes: { startup: '/api/hello', readiness: '/api/hello', liveness: '/api/hello' },
    // Without HOSTNAME Next.js listens on the pod's name only.
    variables: { NODE_ENV: 'production', HOSTNAME: '0.0.0.0', NEXT_PUBLIC_PORT: '8081' },
    addresses: { NEXT_PUBLIC_API_URL: 'api' },
    platformSettings: '/etc/nxloy/app',
    calls: ['backend'],
    writes: { '/app/apps/web/.next/cache': '256Mi' },
    size: {
      replicas: { minimum: 2, maximum: 4, cpu: 70 },
      requests: { cpu: '100m', memory: '256Mi' },
      limits: { memory: '512Mi' },
    },
  },
  'mobile-web': {
    component: 'frontend',
    image: 'nxloy-mobile-web',
    port: { number: 8082 },
    host: { name: 'mobileWeb', paths: ['/'] },
    probes: { startup: '/healthz', readiness: '/healthz', liveness: '/healthz' },
    variables: { EXPO_PUBLIC_PORT: '8082' },
    addresses: { EXPO_PUBLIC_API_URL: 'api' },
    platformSettings: '/etc/nxloy/app',
    drainSeconds: 10,
    size: {
      replicas: 2,
      requests: { cpu: '50m', memory: '32Mi' },
      limits: { memory: '64Mi' },
    },
  },
  // Only the backend calls it.
  'ai-mcp': {
    component: 'ai',
    image: 'nxloy-ai-mcp',
    port: { number: 8083, variable: 'AI_MCP_PORT' },
    // Nothing to ask yet. Once it serves: '/health' for all three.
    probes: { startup: 'none', readiness: 'none', liveness: 'none' },
    settings: { MCP_LOG_LEVEL: 'info' },
    secrets: { OPENAI_API_KEY: 'api-keys/openai-api-key?', ANTHROPIC_API_KEY: 'api-keys/anthropic-api-key?' },
    reaches: ['internet'],
    drainSeconds: 60,
    size: {
      // Today it prints a line and exits: pods would be started again for ever, and every deployment fail. Once it serves: 2.
      replicas: 0,
      requests: { cpu: '50m', memory: '128Mi' },
      limits: { memory: '256Mi' },
    },
  },
  // Installed where the environment's `worker.mode` is `separate`.
  worker: {
    component: 'queue',
    image: 'nxloy-worker',
    probes: { startup: 'none', readiness: 'none', liveness: 'none' },
    variables: { WORKER_CONCURRENCY: '5', QUEUE_NAMES: 'email,notifications' },
    settings: { NODE_ENV: 'production', LOG_LEVEL: 'info' },
    secrets: { DATABASE_URL: 'db-secret/database-url', REDIS_URL: 'redis-secret/redis-url' },
    reaches: ['database', 'cache', 'internet'],
    // Spot nodes give two minutes' notice.
    drainSeconds: 90,
    prefersNodes: 'workers',
    size: {
      replicas: { minimum: 1, maximum: 10, queues: ['email', 'notifications'], waitingPerReplica: 20 },
      requests: { cpu: '250m', memory: '384Mi' },
      limits: { memory: '768Mi' },
    },
  },
};
