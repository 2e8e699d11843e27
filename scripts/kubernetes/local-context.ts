import { UserError } from '../errors';
import type { Kubectl } from './kubectl';

/** Names of contexts that are on one's own machine. */
const localContext = /^(kind-|k3d-|minikube$|docker-desktop$)/;

/**
 * The context that a kubeconfig is set to.
 *
 * @throws UserError when it is not of a cluster on one's own machine
 */
export async function assertLocal(kubectl: Kubectl): Promise<string> {
  const context = (await kubectl.run(['config', 'current-context'])).trim();
  if (localContext.test(context)) return context;
  throw new UserError({
    thing: `context of ${kubectl.kubeconfig}`,
    received: context,
    rule: 'must be a cluster on your own machine: kind, k3d, minikube or Docker Desktop',
    mend: 'make one: kind create cluster --kubeconfig kubeconfig.rehearsal',
  });
}
