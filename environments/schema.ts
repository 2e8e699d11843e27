import * as z from 'zod';
import { applicationChangesSchema, workerSchema } from './application-schema';

/**
 * What an environment may say. Every field is a decision that differs, or could differ, between environments; what is
 * the same everywhere lives in the constructs. Rules that span several fields stand in `rules.ts`.
 */

const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as "eu-central-1"')
  .describe('an AWS region');

const zone = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-f]$/, 'must be a zone by name such as "eu-central-1a"');

const cidr = z.cidrv4('must be an IPv4 range such as "10.20.0.0/16"');

const host = z
  .string()
  .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'must be a full host name in lower case such as "api.dev.nxloy.com"');

const major = z
  .string()
  .regex(/^\d+$/, 'must be a major version only, such as "17": minor versions are upgraded by AWS');

/** One AWS account. Environments that name the same `id` share one bootstrap stack. */
export const accountSchema = z.strictObject({
  /** Twelve digits. `000000000000` is the shipped placeholder, which `plan` and `deploy` refuse. */
  id: z.string().regex(/^\d{12}$/, 'must be the 12 digits of an AWS account'),
  /** Short name of the account, used in stack and state names. */
  alias: z.string().regex(/^[a-z][a-z0-9-]{1,20}$/, 'must be lower case letters, digits and dashes'),
});

/** How much stands between a mistake and lost data. */
const protection = z.enum([
  // Everything can be destroyed with one command.
  'none',
  // AWS refuses to delete databases, the cluster and load balancers until someone switches that off.
  'deletion-protection',
  // As above; the database leaves a final snapshot, and Terraform refuses plans that would destroy described data.
  'prevent-destroy',
]);

const nodeGroup = z.strictObject({
  /** Part of the node group's name; renaming replaces the group. */
  name: z.string().regex(/^[a-z][a-z0-9-]{1,20}$/, 'must be lower case letters, digits and dashes'),
  /** Graviton types only (the AMI is arm64); several of them make spot interruptions rarer. */
  instanceTypes: z
    .array(z.string().regex(/^[a-z]+\d+g[a-z]*\.\d*[a-z]+$/, 'must be a Graviton type such as "m7g.large"'))
    .min(1),
  /** `spot` costs about a third, and nodes may vanish with two minutes' notice. */
  capacity: z.enum(['on-demand', 'spot']),
  /** Nodes at least; 0 is possible for groups that only some pods use. */
  minimum: z.number().int().min(0),
  /** Nodes at most: what the autoscaler may spend. */
  maximum: z.number().int().min(1),
  /** Reserves the nodes for pods that tolerate `nxloy.com/dedicated=<value>`. */
  dedicatedTo: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'must be lower case letters, digits and dashes, such as "workers"')
    .optional(),
});

export const environmentSchema = z.strictObject({
  /** Name of the stack and part of every resource's name: `nxloy-<name>-…`. */
  name: z
    .string()
    .regex(/^(?=.{2,16}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be 2 to 16 lower case letters, digits and single dashes'),
  account: accountSchema,
  /** Where it runs; all environments of an account share one. */
  region,
  /** Where backups are copied to; must lie in the same geography as `region`. */
  backupRegion: region,
  /** Who answers for it and who pays: tags on every resource. */
  owner: z.string().min(1),
  costCenter: z.string().min(1),
  protection,

  /** What makes a deployment start. */
  delivery: z.discriminatedUnion('trigger', [
    z.strictObject({ trigger: z.literal('manual') }),
    z.strictObject({ trigger: z.literal('merge'), branch: z.string().min(1), approval: z.boolean() }),
  ]),

  network: z.strictObject({
    /** /16 to /20: each zone gets a fixed slot in it, so adding a zone moves nothing. */
    cidr,
    /**
     * By name, two at least (RDS and EKS require two). More can be added at the end; the first two are the control
     * plane's for good.
     */
    zones: z.array(zone).min(2),
    /** `per-zone` survives the loss of a zone; a NAT gateway costs about 33 USD a month. */
    natGateways: z.enum(['single', 'per-zone']),
    /** AWS services reached without NAT; each costs about 7 USD a month and zone. */
    interfaceEndpoints: z.array(z.string().regex(/^[a-z0-9.-]+$/, 'must be a service such as "ecr.api"')),
  }),

  cluster: z.strictObject({
    /** Kubernetes version; raised one minor at a time. */
    version: z.string().regex(/^1\.\d{2}$/, 'must be a Kubernetes minor such as "1.35"'),
    /** Who reaches the public API endpoint; none means that it is private. */
    publicAccessCidrs: z.array(cidr),
    /** IAM principals with full access to the cluster, besides the deploy role. */
    administrators: z.array(
      z.string().regex(/^arn:aws:iam::\d{12}:(role|user)\/.+$/, 'must be the ARN of an IAM role or user'),
    ),
    nodeGroups: z.array(nodeGroup).min(1),
  }),

  database: z.strictObject({
    /** PostgreSQL major; raising it upgrades in the next maintenance window, and there is no way back. */
    version: major,
    /** RDS class; `db.m7g.large` costs about 120 USD a month, `db.t4g.micro` about 12. Changing it restarts the database. */
    instanceClass: z.string().regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, 'must be an RDS class such as "db.t4g.medium"'),
    /** A standby in another zone takes over within about a minute; doubles the price. */
    multiAz: z.boolean(),
    /** Copies for reads, each at the price of an instance. */
    readReplicas: z.number().int().min(0).max(5),
    /** Gibibytes; storage grows by itself up to `maximumStorage` and never shrinks. */
    storage: z.number().int().min(20),
    maximumStorage: z.number().int().min(20),
    /** Days back to any second of which the database can be restored. */
    backupRetentionDays: z.number().int().min(1).max(35),
    /** Raise it to give the master user a new password; begins at 1. */
    passwordVersion: z.number().int().min(1).optional(),
    /** Keep a copy of the backups in `backupRegion`. */
    copyBackups: z.boolean(),
  }),

  cache: z.strictObject({
    /** Valkey. */
    version: z.string().regex(/^\d+\.\d+$/, 'must be a Valkey version such as "8.0"'),
    /** ElastiCache type; `cache.m7g.large` costs about 90 USD a month a node. */
    nodeType: z.string().regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, 'must be a cache type such as "cache.t4g.small"'),
    /** More than one node means automatic failover over zones. */
    nodes: z.number().int().min(1).max(6),
  }),

  storage: z.strictObject({
    /** In front of the assets bucket: nothing, CloudFront, or CloudFront behind a web application firewall. */
    cdn: z.enum(['none', 'cloudfront', 'cloudfront-waf']),
    /** Whether AWS Backup keeps the assets apart from their bucket, as long as the database's backups. */
    backups: z.boolean(),
  }),

  hosts: z.strictObject({
    /** The Route 53 zone; it belongs to the bootstrap stack. */
    zone: host,
    /** The web application. */
    web: host,
    /** The API, for browsers and partners. */
    api: host,
    /** The mobile application's web build. */
    mobileWeb: host,
    /** Files that CloudFront serves; required with a CDN. */
    assets: host.optional(),
  }),

  /** What this environment changes of the catalogue in `applications.ts`, by application. */
  applications: z.record(z.string(), applicationChangesSchema),
  /** Whether queues are worked on inside the backend, or by a process of its own that scales by what waits. */
  worker: workerSchema,

  monitoring: z.strictObject({
    /** `metrics`: dashboards only. `full`: logs, alerts and uptime probes as well. */
    level: z.enum(['metrics', 'full']),
    /** Days that CloudWatch keeps logs; one of the periods that CloudWatch offers. */
    logRetentionDays: z.literal([7, 14, 30, 60, 90, 180, 365]),
    /** Warnings and budget alarms are mailed to these. */
    emails: z.array(z.email()).min(1),
    /** USD; mails at 80 % of it, and when the forecast passes it. */
    monthlyBudget: z.number().positive(),
  }),
});

/** One environment, validated. */
export type Environment = z.infer<typeof environmentSchema>;
/** One AWS account, validated. */
export type Account = z.infer<typeof accountSchema>;
/** What an environment's data file holds. */
export type EnvironmentInput = z.input<typeof environmentSchema>;
