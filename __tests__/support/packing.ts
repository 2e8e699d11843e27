import { cores, mebibytes } from '../../environments/quantities';

/** Pods that are the same, and what each reserves. */
export interface Pods {
  readonly name: string;
  readonly count: number;
  /** Cores. */
  readonly cpu: number;
  /** Mebibytes. */
  readonly memory: number;
}

/** What a node has left for pods. */
export interface Node {
  cpu: number;
  memory: number;
  pods: number;
}

/**
 * What EKS leaves of a machine: part of it is the kubelet's and the system's, and every pod takes an address of its
 * network cards.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 * @see https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/eviction.go
 */
export function allocatable(instanceType: string): Node {
  const machine = machines[instanceType];
  if (!machine) throw new Error(`what a ${instanceType} holds is not known to this test: add it`);
  const { maxPods, memory } = machine;
  // 6 % of the first core and 1 % of the second; 255 MiB and 11 MiB a pod; 100 MiB before pods are evicted. Firmware and
  // kernel keep about 4 % of the memory to themselves.
  return { cpu: 2 - 0.07, memory: memory * 0.96 - (255 + 11 * maxPods) - 100, pods: maxPods };
}

/**
 * Memory in mebibytes, and pods by the addresses of network cards; all of them have two cores.
 *
 * @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/misc/eni-max-pods.txt
 */
const machines: Readonly<Record<string, { readonly maxPods: number; readonly memory: number }>> = {
  't4g.large': { maxPods: 35, memory: 8192 },
  'm7g.large': { maxPods: 29, memory: 8192 },
  'm6g.large': { maxPods: 29, memory: 8192 },
  'r7g.large': { maxPods: 29, memory: 16384 },
};

/** What EKS's own add-ons run on every node; their requests are those of the add-ons' defaults. */
const onEveryNode: readonly Pods[] = [
  { name: 'aws-node', count: 1, cpu: 0.05, memory: 0 },
  { name: 'kube-proxy', count: 1, cpu: 0.1, memory: 0 },
  { name: 'eks-pod-identity-agent', count: 1, cpu: 0, memory: 0 },
  { name: 'ebs-csi-node', count: 1, cpu: 0.03, memory: 120 },
];

/** What EKS's own add-ons run once a cluster. */
export const onceACluster: readonly Pods[] = [
  { name: 'coredns', count: 2, cpu: 0.1, memory: 70 },
  { name: 'ebs-csi-controller', count: 2, cpu: 0.06, memory: 240 },
];

/** Pods from their requests, as Kubernetes writes them. */
export const podsOf = (
  name: string,
  count: number,
  requests: { readonly cpu: string; readonly memory: string },
): Pods => ({
  name,
  count,
  cpu: cores(requests.cpu),
  memory: mebibytes(requests.memory),
});

/** Names of the pods that find no room when the largest are placed first. */
export function leftOver(nodes: readonly Node[], pods: readonly Pods[]): string[] {
  const room = nodes.map((node) => ({ ...node }));
  const place = ({ cpu, memory }: Pods, on: readonly Node[]): boolean => {
    const node = on.find((one) => one.cpu >= cpu && one.memory >= memory && one.pods >= 1);
    if (!node) return false;
    node.cpu -= cpu;
    node.memory -= memory;
    node.pods -= 1;
    return true;
  };
  const everywhere = room.flatMap((node) => onEveryNode.filter((daemon) => !place(daemon, [node])));
  const singly = [...pods].sort((a, b) => b.cpu - a.cpu || b.memory - a.memory);
  const homeless = singly.flatMap((kind) =>
    Array.from({ length: kind.count }, () => kind).filter((pod) => !place(pod, room)),
  );
  return [...everywhere, ...homeless].map(({ name }) => name);
}
