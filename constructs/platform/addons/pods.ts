/** Settings of pods, as most charts take them. */

/** What a container needs. */
export interface Needs {
  /** What it uses most of the time; it may use more, as CPU is not capped. */
  readonly cpu: string;
  readonly memory: string;
  /** Where it is stopped. */
  readonly memoryLimit: string;
}

/** Requests and limits of a container. */
export const resources = ({ cpu, memory, memoryLimit }: Needs): object => ({
  requests: { cpu, memory },
  limits: { memory: memoryLimit },
});

/** Spreads pods over zones, then over nodes, as far as there are any. */
export const spread = (labels: Readonly<Record<string, string>>): object[] =>
  ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: labels },
  }));

/** Pods that the scheduler makes room for, before any application. */
export const clusterCritical = 'system-cluster-critical';

/** Lets a drain take one pod at a time. */
export const oneAtATime = { maxUnavailable: 1 };

/** What Pod Security `restricted` asks of a pod. */
export const restrictedPod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** What Pod Security `restricted` asks of a container, and a root file system that stays as it is. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** Keeps a definition, and with it every object of its kind, when its release is removed. */
export const keep = { 'helm.sh/resource-policy': 'keep' };
