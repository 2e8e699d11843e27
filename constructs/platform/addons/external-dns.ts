import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Unscoped } from '../../account/permissions/scope';
import type { HostedZone } from '../../dns/hosted-zone';
import { PodIdentity } from '../../identity/pod-identity';
import type { Statement } from '../../identity/policy-document';
import { charts } from '../charts';
import { computed, Release } from '../release';
import type { AwsAddonProps } from './addon-props';
import { clusterCritical, resources, spread } from './pods';

/** A zone that records are written into. */
export type Zone = Pick<HostedZone, 'zoneId' | 'zoneArn' | 'zoneName'>;

export interface ExternalDnsProps extends AwsAddonProps {
  /** The only zone whose records it touches. */
  readonly zone: Zone;
}

/** Name of release and service account. */
const name = 'external-dns';
const namespace = 'kube-system';

/**
 * Points the hosts of Ingresses at their load balancers. A TXT record beside each name says who made it; records go
 * with their Ingress within a minute, and those of Terraform or of people are left alone.
 */
export class ExternalDns extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ExternalDnsProps) {
    super(scope, id);
    const identity = new PodIdentity(this, 'Identity', {
      name: `${props.name}-external-dns`,
      accountId: props.accountId,
      clusterName: props.clusterName,
      namespace,
      serviceAccount: name,
      statements: changeRecords(props.zone),
    });
    const release = new Release(this, 'Release', {
      name,
      namespace,
      chart: charts.externalDns,
      kubernetesVersion: props.kubernetesVersion,
      values: values(props),
      computedValues: computed({ extraArgs: { 'zone-id-filter': props.zone.zoneId } }),
      // Of its definitions none is used: records come from Ingresses.
      skipCrds: true,
      after: [...props.after, ...identity.ready],
    });
    this.ready = [...identity.ready, ...release.ready];
  }
}

/** Aliases of load balancers, and whose they are. No CNAME: those of the certificates would be in reach. */
const recordTypes = ['A', 'AAAA'];

/** How it finds its zone; AWS cannot limit this action to resources. */
export const listingZones: Unscoped = {
  sid: 'ListZones',
  actions: ['route53:ListHostedZones'],
  resources: ['*'],
  reason: 'the list of zones knows no resources; it tells names only',
};

/** @see https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/#iam-policy */
const changeRecords = ({ zoneArn }: Zone): readonly Statement[] => [
  listingZones,
  { sid: 'ListRecords', actions: ['route53:ListResourceRecordSets'], resources: [zoneArn] },
  {
    sid: 'ChangeRecords',
    actions: ['route53:ChangeResourceRecordSets'],
    resources: [zoneArn],
    conditions: {
      'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': [...recordTypes, 'TXT'] },
    },
  },
];

const values = (props: ExternalDnsProps): object => ({
  provider: { name: 'aws' },
  env: [{ name: 'AWS_REGION', value: props.region }],
  // Also removes what it made once its Ingress is gone.
  policy: 'sync',
  registry: 'txt',
  txtOwnerId: props.name,
  // Below the name it is about: the host at the top of the zone has no names beside it in the zone. (%% is Terraform's %.)
  txtPrefix: '%%{record_type}-external-dns.',
  domainFilters: [props.zone.zoneName],
  sources: ['ingress'],
  managedRecordTypes: recordTypes,
  interval: '1m',
  triggerLoopOnEvent: true,
  serviceAccount: { create: true, name },
  // It knows no leader, so there is one at most.
  replicaCount: 1,
  priorityClassName: clusterCritical,
  topologySpreadConstraints: spread({ 'app.kubernetes.io/name': name }),
  resources: resources({ cpu: '10m', memory: '64Mi', memoryLimit: '128Mi' }),
});
