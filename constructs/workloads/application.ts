import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { localChart } from '../platform/local-chart';
import { Release } from '../platform/release';
import { type ApplicationSurroundings, applicationValues } from './application-values';
import { applicationNamespace } from './namespace';
import type { ReleaseImages } from './release-images';

export interface ApplicationProps {
  /** Its name in `surroundings.applications`, and of all that it is made of. */
  readonly name: string;
  readonly surroundings: ApplicationSurroundings;
  readonly images: ReleaseImages;
  /** Kubernetes minor of the cluster. */
  readonly kubernetesVersion: string;
  /** What it needs to start, such as its Secrets and a migrated database. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * One application on the cluster. A version that does not become ready in ten minutes is taken back, and the one before
 * serves all the while.
 */
export class Application extends Construct {
  constructor(scope: Construct, id: string, props: ApplicationProps) {
    super(scope, id);
    const { name, surroundings, images } = props;
    const image = images.of(surroundings.applications[name]!.image);
    new Release(this, 'Release', {
      name,
      namespace: applicationNamespace,
      chart: localChart(this, 'app'),
      kubernetesVersion: props.kubernetesVersion,
      values: applicationValues(name, surroundings),
      computedValues: image.values,
      preconditions: image.preconditions,
      timeoutSeconds: 600,
      after: props.after,
    });
  }
}
