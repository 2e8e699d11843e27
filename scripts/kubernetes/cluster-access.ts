import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Target } from '../target';
import { Kubectl, runTool } from './kubectl';

/** Name of the cluster that a state knows; undefined before there is one. */
export const clusterInState = (ids: ReadonlyMap<string, string>): string | undefined =>
  [...ids].find(([address]) => address.startsWith('aws_eks_cluster.'))?.[1];

/** What a person runs to reach a cluster with kubectl. */
export const accessCommand = (cluster: string, { environment }: Pick<Target, 'environment'>): string =>
  `aws eks update-kubeconfig --name ${cluster} --region ${environment.region}`;

/** Reaches an environment's cluster with the caller's AWS credentials; the kubeconfig that is made for it is removed. */
export async function onCluster<T>(
  cluster: string,
  target: Pick<Target, 'environment'>,
  action: (kubectl: Kubectl) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nxloy-kubeconfig-'));
  const kubeconfig = path.join(folder, 'config');
  try {
    const [command, ...args] = accessCommand(cluster, target).split(' ');
    await runTool(command as 'aws', [...args, '--kubeconfig', kubeconfig]);
    return await action(new Kubectl(kubeconfig));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
