import { Aspects, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { AccountDefaults } from '../constructs/account/account-defaults';
import { AuditTrail } from '../constructs/account/audit-trail';
import { DnsQueryLogs } from '../constructs/account/dns-query-logs';
import { DnsZones } from '../constructs/account/dns-zones';
import { EnvironmentAccess } from '../constructs/account/environment-access';
import { EnvironmentSecrets } from '../constructs/account/environment-secrets';
import { GithubProvider } from '../constructs/account/github-provider';
import { ImageRegistry } from '../constructs/account/image-registry';
import { accessLogsBucketName, environmentPrefix } from '../constructs/account/names';
import { type PermissionScope, sharedTag } from '../constructs/account/permissions/scope';
import { keepStateInBucket } from '../constructs/account/remote-state';
import { StateStorage } from '../constructs/account/state-storage';
import { PolicyChecks } from '../constructs/policies/policy-checks';
import { AwsProviders } from '../constructs/providers/aws-providers';
import { globalServicesRegion } from '../constructs/providers/global-region';
import { AccessLogsBucket } from '../constructs/storage/access-logs-bucket';
import { standardTags } from '../constructs/tags';
import type { Account, Environment, Platform } from '../environments';
import { platform as shippedPlatform } from '../environments/platform';
import { bootstrapPolicyExceptions } from './policy-exceptions';
import { terraformVersions } from './terraform-versions';

export interface BootstrapStackProps {
  readonly account: Account;
  /** The environments that live in the account. */
  readonly environments: readonly Environment[];
  /** Other accounts that run the images of this one's registry. @default - none */
  readonly pullAccountIds?: readonly string[];
  /** @default - the shipped platform data */
  readonly platform?: Platform;
}

/** Days that the records of who called AWS, and of who asked for which name, are kept. */
const auditDays = 365;

/**
 * What an account needs once, before its environments: a home for Terraform's state, the pipelines' access, names in
 * DNS, empty secrets, and the account's own safety switches. It lives in the region of its first environment.
 */
export class BootstrapStack extends TerraformStack {
  private readonly platform: Platform;
  private readonly region: string;
  private readonly providers: AwsProviders;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BootstrapStackProps,
  ) {
    super(scope, id);
    const { account, environments, platform = shippedPlatform } = props;
    const [first] = environments;
    if (!first) throw new Error(`${id}: environments is empty: account "${account.alias}" needs one at least`);
    this.platform = platform;
    this.region = first.region;
    this.addOverride('terraform.required_version', terraformVersions);
    keepStateInBucket(this, { accountId: account.id, region: this.region });
    this.providers = new AwsProviders(this, 'Aws', {
      accountId: account.id,
      region: this.region,
      tags: standardTags({ environment: sharedTag, owner: platform.owner, costCenter: platform.costCenter }),
    });
    const scopes = this.wire();
    const exceptions = bootstrapPolicyExceptions(scopes);
    Aspects.of(this).add(new PolicyChecks({ protection: 'deletion-protection', exceptions }));
  }

  /** Makes everything, and says whose permissions are part of it. */
  private wire(): PermissionScope[] {
    const { account, environments } = this.props;
    const accountId = account.id;
    const accessLogs = new AccessLogsBucket(this, 'AccessLogs', {
      name: accessLogsBucketName(accountId),
      accountId,
      retentionDays: auditDays,
      protection: 'prevent-destroy',
    });
    new StateStorage(this, 'State', { accountId, accessLogs });
    new AuditTrail(this, 'AuditTrail', { accountId, region: this.region, retentionDays: auditDays, accessLogs });
    new AccountDefaults(this, 'Defaults', {
      regions: Object.fromEntries(environments.map(({ region }) => [region, this.providers.forRegion(region)])),
    });
    if (accountId === this.platform.registryAccount.id) this.createRegistry();

    const github = new GithubProvider(this, 'Github', { repository: this.platform.githubRepository });
    const zones = this.createZones();
    return environments.map((environment) => {
      const scope = this.permissionScope(environment, zones);
      this.prepare(environment, scope, github);
      new TerraformOutput(this, `name_servers_${environment.name}`, {
        value: zones.nameServers(environment.hosts.zone),
      });
      return scope;
    });
  }

  private permissionScope(
    { name, account, region, backupRegion, hosts }: Environment,
    zones: DnsZones,
  ): PermissionScope {
    return {
      accountId: account.id,
      environment: name,
      prefix: environmentPrefix(name),
      lookalikes: this.props.environments.map((other) => other.name).filter((other) => other.startsWith(`${name}-`)),
      regions: [...new Set([region, backupRegion, globalServicesRegion])],
      registryAccountId: this.platform.registryAccount.id,
      zoneArn: zones.arn(hosts.zone),
    };
  }

  /** The pipelines' access to an environment, and its empty secrets. */
  private prepare({ name, region, protection }: Environment, scope: PermissionScope, github: GithubProvider): void {
    const branches = this.deliveryBranches();
    const access = new EnvironmentAccess(this, `Access-${name}`, { ...scope, github, branches });
    new EnvironmentSecrets(this, `Secrets-${name}`, {
      ...scope,
      protection,
      provider: this.providers.forRegion(region),
    });
    new TerraformOutput(this, `plan_role_${name}`, { value: access.planRoleArn });
    new TerraformOutput(this, `deploy_role_${name}`, { value: access.deployRoleArn });
  }

  private createZones(): DnsZones {
    const names = this.props.environments.map(({ hosts }) => hosts.zone);
    const zones = new DnsZones(this, 'Dns', { names });
    new DnsQueryLogs(this, 'DnsQueryLogs', {
      accountId: this.props.account.id,
      zones: Object.fromEntries(names.map((name) => [name, zones.zoneId(name)])),
      retentionDays: auditDays,
      provider: this.providers.global,
    });
    return zones;
  }

  private createRegistry(): void {
    const registry = new ImageRegistry(this, 'Images', {
      accountId: this.props.account.id,
      images: this.platform.images,
      pullAccountIds: this.props.pullAccountIds,
    });
    new TerraformOutput(this, 'image_repositories', { value: registry.urls });
  }

  /** Drift checks of every environment run on the default branch, which is the delivery branch of one of them. */
  private deliveryBranches(): string[] {
    const branches = this.props.environments.flatMap(({ delivery }) =>
      delivery.trigger === 'merge' ? [delivery.branch] : [],
    );
    return [...new Set(branches)];
  }
}
