/**
 * How an application is asked whether it works: a path answered with success (`/health`), `tcp` for a port that only
 * accepts connections, or `none` while there is nothing to ask.
 */
export type Probe = `/${string}` | 'tcp' | 'none';

/** What pods of an application reach besides other applications. */
export type Reach =
  /** PostgreSQL, port 5432. */
  | 'database'
  /** Valkey, port 6379. */
  | 'cache'
  /** Port 443 of public addresses; private ranges stay closed. */
  | 'internet'
  /** The assets bucket, with credentials from EKS Pod Identity. */
  | 'assets';

/** How many pods there are. */
export type Replicas =
  /** Always as many; 0 installs everything but pods. */
  | number
  /** As many as keep CPU and memory at these percents of the requests, averaged over the pods. */
  | { readonly minimum: number; readonly maximum: number; readonly cpu?: number; readonly memory?: number }
  /** As many as there are `waitingPerReplica` waiting jobs in the longest of these Bull queues. */
  | {
      readonly minimum: number;
      readonly maximum: number;
      readonly queues: readonly string[];
      readonly waitingPerReplica: number;
    };

/** CPU in cores (`500m`, `1`) and memory in bytes (`512Mi`). */
export interface Quantities {
  readonly cpu: string;
  readonly memory: string;
}

/** What an application takes of the cluster. */
export interface ApplicationSize {
  readonly replicas: Replicas;
  /** Pods that stay while nodes are drained; fewer than there are at least. @default - one may be away at a time */
  readonly minimumAvailable?: number;
  /** Reserved for each pod: nodes are bought for it. */
  readonly requests: Quantities;
  /** Above the memory a pod is killed, above the CPU it is slowed down. */
  readonly limits: Partial<Quantities> & Pick<Quantities, 'memory'>;
}

/** One application of the platform, as it is in an environment. */
export interface ApplicationSpecification {
  /** Which part of the platform it plays, such as `api` or `frontend`. */
  readonly component: string;
  /** Repository of the platform's registry (`nxloy-backend`), or a whole reference of somebody else's image. */
  readonly image: string;
  /** Where it listens, and the variable that tells it. @default - nowhere: nobody can call it */
  readonly port?: { readonly number: number; readonly variable?: string };
  /** Which host of the environment leads to it, and the paths that are public. @default - reachable inside the cluster only */
  readonly host?: { readonly name: string; readonly paths: readonly string[] };
  readonly probes: {
    /** Until it passes once, the others wait; two minutes at most. */
    readonly startup: Probe;
    /** While it fails, the pod gets no requests. It should not ask the database, or all pods leave at once. */
    readonly readiness: Probe;
    /** When it fails, the container is killed: only for what a restart mends. */
    readonly liveness: Probe;
  };
  /** Variables with these values. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
  /** Variables with the address of a host: `{ NEXT_PUBLIC_API_URL: 'api' }` is `https://api.dev.nxloy.com`. @default - none */
  readonly addresses?: Readonly<Record<string, string>>;
  /** Variables in the ConfigMap `<name>-config`; a change rolls the pods. @default - none */
  readonly settings?: Readonly<Record<string, string>>;
  /** Variables out of Secrets, as `<Secret>/<key>`; a `?` at the end starts the pod without. @default - none */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Folder in which it finds `app.json`, the platform's public settings. @default - it reads none */
  readonly platformSettings?: string;
  /** Applications that it calls. @default - none */
  readonly calls?: readonly string[];
  /** @default - nothing but what it calls */
  readonly reaches?: readonly Reach[];
  /** Path of its Prometheus metrics, on the same port. @default - it has none */
  readonly metrics?: `/${string}`;
  /** Folders that it writes to besides `/tmp`, and how much fits into them: `{ '/app/.next/cache': '256Mi' }`. @default - none */
  readonly writes?: Readonly<Record<string, string>>;
  /** Seconds that its longest request or job takes: what it has to finish after SIGTERM. @default 30 */
  readonly drainSeconds?: number;
  /** Runs on the nodes dedicated to this, in environments that have such. @default - on all others */
  readonly prefersNodes?: string;
  readonly size: ApplicationSize;
}
