import { Addons } from '../../constructs/platform/addons/addons';
import { ApplicationAddons } from '../../constructs/platform/addons/application-addons';
import { standardTags } from '../../constructs/tags';
import type { Values } from './helm';
import { addonProps, releaseValues, synthesizePlatform } from './releases';
import type { Synthesized } from './synth';

/** The release of a chart that comes from outside. */
export interface AddonRelease {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  readonly values: Values;
}

/** Tags of load balancers in these tests. */
export const addonTags = standardTags({ environment: 'dev', owner: 'platform', costCenter: 'engineering' });

/** All add-ons of an environment. */
export function synthesizeAddons(): Synthesized {
  const { clusterName, kubernetesVersion, ...common } = addonProps;
  return synthesizePlatform((stack, after) => {
    const addons = new Addons(stack, 'Addons', {
      ...common,
      environment: 'dev',
      cluster: { name: clusterName, kubernetesVersion },
      vpcId: 'vpc-1',
      zone: { zoneId: 'Z1', zoneArn: 'arn:aws:route53:::hostedzone/Z1', zoneName: 'dev.nxloy.com' },
      tags: addonTags,
      keepLoadBalancers: true,
      after,
    });
    new ApplicationAddons(stack, 'ApplicationAddons', { kubernetesVersion, namespace: 'nxloy', after: addons.ready });
  });
}

/** The releases among them whose charts come from outside. */
export const addonReleases = (synthesized = synthesizeAddons()): AddonRelease[] =>
  Object.values(synthesized.resources('helm_release'))
    .filter(({ repository }) => repository !== undefined)
    .map(({ name, namespace, chart, version, ...release }) => ({
      name,
      namespace,
      chart,
      version,
      values: releaseValues(release),
    }))
    .sort((one, other) => one.chart.localeCompare(other.chart));

const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where each value stands, such as `['webhook', 'replicaCount']`; a list counts as one value. */
export const valuePaths = (values: Values): string[][] =>
  Object.entries(values).flatMap(([key, value]) =>
    isMap(value) ? valuePaths(value).map((path) => [key, ...path]) : [[key]],
  );
