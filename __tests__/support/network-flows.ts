import type { KubernetesObject } from './helm';

interface Peer {
  readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number | string; readonly protocol: string }[];
}

const namespaceLabel = 'kubernetes.io/metadata.name';

const labels = (selector: Readonly<Record<string, string>>): string =>
  Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || 'every pod';

function nameOf({ podSelector, namespaceSelector, ipBlock }: Peer): string {
  if (ipBlock) return ipBlock.except ? `${ipBlock.cidr} but ${ipBlock.except.join(' ')}` : ipBlock.cidr;
  const pods = podSelector?.matchLabels ?? {};
  if (namespaceSelector) return `${namespaceSelector.matchLabels[namespaceLabel] ?? 'every namespace'}/${labels(pods)}`;
  return Object.keys(pods).join() === 'app' ? pods.app! : labels(pods);
}

/**
 * Who may reach whom by rendered NetworkPolicies, as lines `<from> -> <to>:<protocol>/<port>`. Between two apps both must
 * agree: those lines say which side they are of. A rule without peers or ports opens everything, and is shown as that.
 */
export function networkFlows(objects: readonly KubernetesObject[]): string[] {
  const portsOf = (app: string): { name: string; containerPort: number }[] =>
    objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === app)?.spec.template.spec
      .containers[0].ports ?? [];
  const isApp = (name: string): boolean => objects.some(({ metadata }) => metadata.labels.app === name);
  return objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .flatMap(({ spec }) => {
      const app = nameOf(spec);
      const lines = (rules: readonly Rule[] | null, side: 'in' | 'out'): string[] =>
        (rules ?? []).flatMap(({ from, to, ports }) =>
          ((side === 'in' ? from : to) ?? [{ ipBlock: { cidr: 'anywhere' } }]).flatMap((peer) =>
            (ports ?? [{ port: 'every', protocol: 'port' }]).map(({ port, protocol }) => {
              const number = portsOf(app).find(({ name }) => name === port)?.containerPort ?? port;
              const other = nameOf(peer);
              const [source, target] = side === 'in' ? [other, app] : [app, other];
              return `${source} -> ${target}:${protocol}/${number}${isApp(other) ? ` (let ${side})` : ''}`;
            }),
          ),
        );
      return [...lines(spec.ingress, 'in'), ...lines(spec.egress, 'out')];
    });
}
