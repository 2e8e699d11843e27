import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AddonProps } from './addon-props';
import { Keda } from './keda';
import { Reloader } from './reloader';

export interface ApplicationAddonsProps extends AddonProps {
  /** The applications' namespace; `after` holds what makes it. */
  readonly namespace: string;
}

/**
 * Add-ons that work for applications and are let into their namespace only. Their permissions lie in it, so it has to
 * be there first.
 */
export class ApplicationAddons extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, { namespace, ...common }: ApplicationAddonsProps) {
    super(scope, id);
    const props = { ...common, watches: namespace };
    this.ready = [...new Keda(this, 'Keda', props).ready, ...new Reloader(this, 'Reloader', props).ready];
  }
}
