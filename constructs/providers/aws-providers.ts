import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Construct } from 'constructs';
import { globalServicesRegion } from './global-region';

export interface AwsProvidersProps {
  /** The only account that Terraform may touch; any other makes it stop before the first call. */
  readonly accountId: string;
  /** Region of everything that names no other provider. */
  readonly region: string;
  /** Region of backup copies. @default - no second region */
  readonly backupRegion?: string;
  /** Tags that every resource gets. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The AWS providers of a stack: the region's own, one for the backup region, one for AWS's global services. Aliases are
 * made when first asked for, so that a stack without a CDN or backup copies has none.
 */
export class AwsProviders extends Construct {
  private backupProvider?: AwsProvider;
  private globalProvider?: AwsProvider;
  private readonly regional = new Map<string, AwsProvider>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AwsProvidersProps,
  ) {
    super(scope, id);
    this.regional.set(props.region, this.provider('Default', props.region));
  }

  /** Provider of the backup region. */
  get backup(): AwsProvider {
    if (this.props.backupRegion === undefined)
      throw new Error(`${this.node.path}: backupRegion is not set, but something copies to it: name a region`);
    return (this.backupProvider ??= this.provider('Backup', this.props.backupRegion, 'backup'));
  }

  /** Provider for AWS's global services; for CloudFront's certificates and firewalls, and health-check alarms only. */
  get global(): AwsProvider {
    return (this.globalProvider ??= this.provider('Global', globalServicesRegion, 'global'));
  }

  /** Provider of any region: the default one where that is its region. */
  forRegion(region: string): AwsProvider {
    const provider = this.regional.get(region) ?? this.provider(`Region-${region}`, region, region);
    this.regional.set(region, provider);
    return provider;
  }

  private provider(id: string, region: string, alias?: string): AwsProvider {
    return new AwsProvider(this, id, {
      region,
      alias,
      allowedAccountIds: [this.props.accountId],
      defaultTags: [{ tags: { ...this.props.tags } }],
    });
  }
}
