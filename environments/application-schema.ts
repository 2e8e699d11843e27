import * as z from 'zod';

/** Shapes of what `ApplicationSpecification` describes; its comments say what each field means. */

/** Also the name of a Service, so a DNS label. */
export const applicationName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/, 'must be lower case letters, digits and dashes, such as "mobile-web"');
const name = z.string().regex(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/, 'must be lower case letters, digits and dashes');
const hostName = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9-]*$/,
    'must be a host of the environments such as "api", or the first label of a further one',
  );
const variable = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'must be a variable in upper case such as "LOG_LEVEL"');
const path = z.templateLiteral(['/', z.string()], { error: 'must begin with a slash, such as "/health": correct it' });
const variables = z.record(variable, z.string());

const probe = z.union([path, z.literal('tcp'), z.literal('none')], {
  error: 'must be a path such as "/health", "tcp", or "none": correct it',
});

const cpu = z.string().regex(/^(\d+m|\d+(\.\d+)?)$/, 'must be a CPU quantity such as "500m" or "1"');
const memory = z.string().regex(/^\d+(Ki|Mi|Gi)$/, 'must be a memory quantity such as "512Mi"');
const percent = z.number().int().min(1).max(100);
const count = z.number().int().min(1);

const replicas = z.union(
  [
    z.number().int().min(0),
    z.strictObject({ minimum: count, maximum: count, cpu: percent.optional(), memory: percent.optional() }),
    z.strictObject({
      minimum: count,
      maximum: count,
      queues: z.array(z.string().min(1)).min(1),
      waitingPerReplica: count,
    }),
  ],
  {
    error:
      'must be a number, or { minimum, maximum } with percents for cpu and memory or with queues and waitingPerReplica: correct it',
  },
);

const size = z.strictObject({
  replicas,
  minimumAvailable: count.optional(),
  requests: z.strictObject({ cpu, memory }),
  limits: z.strictObject({ cpu: cpu.optional(), memory }),
});

/** An entry of the catalogue. */
export const applicationSchema = z.strictObject({
  component: name,
  image: z.string().min(1),
  port: z.strictObject({ number: z.number().int().min(1024).max(65535), variable: variable.optional() }).optional(),
  host: z.strictObject({ name: hostName, paths: z.array(path).min(1) }).optional(),
  probes: z.strictObject({ startup: probe, readiness: probe, liveness: probe }),
  variables: variables.optional(),
  addresses: z.record(variable, hostName).optional(),
  services: z.record(variable, name).optional(),
  settings: variables.optional(),
  secrets: z
    .record(
      variable,
      z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+\??$/, 'must be "<Secret>/<key>", such as "db-secret/database-url"'),
    )
    .optional(),
  platformSettings: path.optional(),
  calls: z.array(name).optional(),
  reaches: z.array(z.enum(['database', 'cache', 'internet', 'assets'])).optional(),
  metrics: path.optional(),
  writes: z.record(path, memory).optional(),
  // The cluster autoscaler gives pods ten minutes to end.
  drainSeconds: z.number().int().min(1).max(270).optional(),
  jobSeconds: z.number().int().min(1).max(270).optional(),
  prefersNodes: name.optional(),
  size,
});

/** What an environment changes of an entry: parts of its size, and settings. */
export const applicationChangesSchema = z.strictObject({
  size: size.partial().optional(),
  settings: variables.optional(),
});

/** Where Bull's queues are worked on. */
export const workerSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('inside-backend') }),
  z.strictObject({ mode: z.literal('separate') }),
]);

/** Every application by name. */
export type Catalogue = Readonly<Record<string, z.infer<typeof applicationSchema>>>;
