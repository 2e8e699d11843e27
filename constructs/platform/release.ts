import { Release as HelmRelease } from '@cdktf/provider-helm/lib/release';
import { Fn, type ITerraformDependable, type TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import { guardAgainstDestroy, type Protection } from '../protection';
import { type PinnedChart, unsupportedBy } from './charts';

/** A chart of this project, as it lies in the synthesized output. */
export interface LocalChart {
  readonly path: string;
  /** As its Chart.yaml says. */
  readonly version: string;
}

export interface ReleaseProps {
  readonly name: string;
  readonly namespace: string;
  /** Makes no secrets: Helm keeps what a chart renders in a ConfigMap. */
  readonly chart: PinnedChart | LocalChart;
  /** Kubernetes minor of the cluster; charts from outside must support it. */
  readonly kubernetesVersion: string;
  /** Names and settings, never secrets: whoever may read ConfigMaps or the state reads them. */
  readonly values: object;
  /** What only Terraform knows, as an expression whose value is laid over `values`. @default - nothing */
  readonly computedValues?: string;
  /** What has to be there before, and is there until this is gone. */
  readonly after: readonly ITerraformDependable[];
  /** Seconds for everything to become ready, and for taking it back if it does not. @default 300 */
  readonly timeoutSeconds?: number;
  /** Whether Helm makes the namespace when it is missing. @default false */
  readonly createNamespace?: boolean;
  /** Whether definitions in the chart's `crds` folder are left out: Helm would install, but never upgrade them. @default false */
  readonly skipCrds?: boolean;
  /** What must hold before anything is changed. @default - nothing */
  readonly preconditions?: TerraformResourceLifecycle['precondition'];
  /** `prevent-destroy` is for what takes along more than itself when it goes. @default 'none' */
  readonly protection?: Protection;
}

/** Old revisions that stay, each a ConfigMap: enough to see what was there before. */
const keptRevisions = 10;

/**
 * A Helm release that is either ready or not there: what does not become ready in time is taken back by Helm itself.
 * Others wait for it by depending on `ready`; it then also outlives them.
 */
export class Release extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ReleaseProps) {
    super(scope, id);
    const { name, namespace, chart, preconditions, computedValues } = props;
    const release = new HelmRelease(this, 'Resource', {
      name,
      namespace,
      ...('path' in chart ? { chart: chart.path } : { chart: chart.name, repository: chart.repository }),
      // Without it the provider asks the cluster while it plans, which fails before there is one.
      version: chart.version,
      values: [toDocument(props.values), ...(computedValues === undefined ? [] : [computedValues])],
      createNamespace: props.createNamespace ?? false,
      skipCrds: props.skipCrds ?? false,
      timeout: props.timeoutSeconds ?? 300,
      // Ready or taken back, hooks and Jobs included.
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      waitForJobs: true,
      maxHistory: keptRevisions,
      // Takes over what an interrupted run has installed without telling the state.
      upgradeInstall: true,
      dependsOn: [...props.after],
      lifecycle: preconditions && { precondition: preconditions },
    });
    guardAgainstDestroy(release, props.protection ?? 'none');
    this.ready = [release];
    if (!('path' in chart))
      this.node.addValidation({ validate: () => [unsupportedBy(chart, props.kubernetesVersion) ?? []].flat() });
  }
}

/** JSON is YAML; line by line, so that plans show which line changes. */
const toDocument = (values: object): string => JSON.stringify(values, undefined, 2);

/** A values document that Terraform computes. */
export const computed = (values: object): string => Fn.jsonencode(values);
