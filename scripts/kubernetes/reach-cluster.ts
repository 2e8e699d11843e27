import type { Target } from '../target';
import { onCluster } from './cluster-access';

/** Whether a cluster's endpoint can be reached from here. */
export interface Reach {
  /** `absent`: there is no such cluster, or not yet; `unknown`: this machine cannot find out. */
  readonly state: 'answers' | 'silent' | 'absent' | 'unknown';
  /** What was said about it. @default - it answers, or is not there */
  readonly reason?: string;
}

/** What `aws eks update-kubeconfig` says of a cluster that is not there, or still being made. */
const notThere = /ResourceNotFoundException|Cluster status is/;

/** What a server says to those whom it does not let in: it answers. */
const refusal = /\b(Unauthorized|Forbidden)\b/i;

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

/** Asks a cluster for a sign of life. @returns why there is none */
const askForLife = (cluster: string, target: Pick<Target, 'environment'>): Promise<string | undefined> =>
  onCluster(cluster, target, (kubectl) =>
    kubectl.run(['get', '--raw', '/readyz', '--request-timeout', '10s']).then(
      () => undefined,
      (error: Error) => error.message,
    ),
  );

/** Whether a cluster's endpoint answers this machine, also if it does not let the caller in. */
export async function reachCluster(cluster: string, target: Pick<Target, 'environment'>): Promise<Reach> {
  try {
    const silence = await askForLife(cluster, target);
    if (silence === undefined || refusal.test(silence)) return { state: 'answers' };
    return { state: silence.includes('is not installed') ? 'unknown' : 'silent', reason: firstLine(silence) };
  } catch (error) {
    const { message } = error as Error;
    return notThere.test(message) ? { state: 'absent' } : { state: 'unknown', reason: firstLine(message) };
  }
}
