import { DataHelmTemplate } from '@cdktf/provider-helm/lib/data-helm-template';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { PinnedChart } from './charts';
import { localChart } from './local-chart';
import { computed, Release } from './release';

export interface DefinitionsProps {
  /** A chart with definitions in its folder `crds`. */
  readonly chart: PinnedChart;
  /** Values without which the chart renders nothing at all; definitions are not templates, so any will do. */
  readonly requiredValues: Readonly<Record<string, string>>;
  /** A template without secrets: what the chart renders ends up in the state, and charts invent certificates. */
  readonly showOnly: string;
  readonly namespace: string;
  readonly kubernetesVersion: string;
  readonly after: readonly ITerraformDependable[];
}

/**
 * The custom resource definitions of a chart that keeps them in `crds`. Helm installs what is in that folder and never
 * upgrades it; a release of their own upgrades them with the chart, and leaves them when it is removed, as every object
 * of their kinds would go with them.
 *
 * @see https://helm.sh/docs/chart_best_practices/custom_resource_definitions/
 */
export class Definitions extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: DefinitionsProps) {
    super(scope, id);
    const { chart, namespace, kubernetesVersion, after } = props;
    // Renders on the machine that plans; asks no cluster, not even one that is yet to be made.
    const rendered = new DataHelmTemplate(this, 'Rendered', {
      name: chart.name,
      chart: chart.name,
      repository: chart.repository,
      version: chart.version,
      kubeVersion: kubernetesVersion,
      values: [JSON.stringify(props.requiredValues)],
      showOnly: [props.showOnly],
    });
    this.ready = new Release(this, 'Release', {
      name: `${chart.name}-definitions`,
      namespace,
      chart: localChart(this, 'definitions'),
      kubernetesVersion,
      values: {},
      computedValues: computed({ definitions: rendered.crds }),
      after,
    }).ready;
  }
}
