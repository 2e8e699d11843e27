import { Aspects, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  boundaryArn,
  deployRoleName,
  environmentPrefix,
  planRoleName,
  roleArn,
  secretName,
} from '../constructs/account/names';
import { keepStateInBucket } from '../constructs/account/remote-state';
import { BackupPlan } from '../constructs/backup/backup-plan';
import { Cache } from '../constructs/cache/cache';
import { CacheAlarms } from '../constructs/cache/cache-alarms';
import { Cluster } from '../constructs/cluster/cluster';
import { kubeconfigCommand } from '../constructs/cluster/cluster-access';
import { BackupReplication } from '../constructs/database/backup-replication';
import { Database } from '../constructs/database/database';
import { DatabaseAlarms } from '../constructs/database/database-alarms';
import { Certificate } from '../constructs/dns/certificate';
import { HostedZone } from '../constructs/dns/hosted-zone';
import { EncryptionKey, logsMayEncrypt } from '../constructs/encryption/encryption-key';
import { PermissionsBoundary } from '../constructs/identity/permissions-boundary';
import { Budget } from '../constructs/monitoring/budget';
import type { LogSettings } from '../constructs/monitoring/log-group';
import { Notifications } from '../constructs/monitoring/notifications';
import { NatAlarms } from '../constructs/network/nat-alarms';
import { Network } from '../constructs/network/network';
import { PolicyChecks } from '../constructs/policies/policy-checks';
import { AwsProviders } from '../constructs/providers/aws-providers';
import { AccessLogsBucket } from '../constructs/storage/access-logs-bucket';
import { AssetsBucket } from '../constructs/storage/assets-bucket';
import { ContentDelivery } from '../constructs/storage/content-delivery';
import { standardTags } from '../constructs/tags';
import type { Environment } from '../environments';
import { publicHosts } from '../environments/environment-applications';
import { KubernetesLayer } from './kubernetes-layer';
import { environmentPolicyExceptions } from './policy-exceptions';
import { terraformVersions } from './terraform-versions';

/** A whole environment: network, data stores, cluster, delivery of assets, and what watches over them. */
export class EnvironmentStack extends TerraformStack {
  private readonly prefix: string;
  /** What nearly every construct is told. */
  private readonly common: { name: string; accountId: string; region: string; protection: Environment['protection'] };
  private readonly tags: Record<string, string>;
  private readonly providers: AwsProviders;

  constructor(
    scope: Construct,
    id: string,
    private readonly environment: Environment,
  ) {
    super(scope, id);
    const { account, name, region, owner, costCenter, protection } = environment;
    this.prefix = environmentPrefix(name);
    this.common = { name: this.prefix, accountId: account.id, region, protection };
    this.tags = standardTags({ environment: name, owner, costCenter });
    this.addOverride('terraform.required_version', terraformVersions);
    keepStateInBucket(this, { accountId: account.id, region });
    this.providers = new AwsProviders(this, 'Aws', {
      accountId: account.id,
      region,
      backupRegion: environment.backupRegion,
      tags: this.tags,
    });
    Aspects.of(this).add(new PermissionsBoundary(boundaryArn(account.id, name)));
    Aspects.of(this).add(new PolicyChecks({ protection, exceptions: environmentPolicyExceptions(environment) }));
    this.wire();
  }

  /** Who reaches whom is said here and nowhere else. */
  private wire(): void {
    const { environment } = this;
    const logs = this.createLogSettings();
    const notifications = new Notifications(this, 'Notifications', {
      ...this.common,
      emails: environment.monitoring.emails,
    });
    const network = new Network(this, 'Network', { ...this.common, ...environment.network, logs });
    const cluster = this.createCluster(network, logs);
    const database = this.createDatabase(network, logs);
    const cache = new Cache(this, 'Cache', { ...this.common, ...environment.cache, network, logs });
    const zone = new HostedZone(this, 'Zone', { name: environment.hosts.zone });
    const certificate = new Certificate(this, 'Certificate', { zone, hosts: publicHosts(environment) });
    const assets = this.createAssets(zone);

    const reachable = [database.allowFrom(cluster), cache.allowFrom(cluster)];
    new KubernetesLayer(this, 'Kubernetes', {
      environment,
      tags: this.tags,
      cluster,
      network,
      zone,
      certificateArn: certificate.arn,
      databaseHost: database.endpoint,
      cacheHost: cache.primaryEndpoint,
      assets,
      reachable,
    });

    new Budget(this, 'Budget', {
      name: this.prefix,
      environment: environment.name,
      monthlyBudget: environment.monitoring.monthlyBudget,
      topicArn: notifications.warningTopicArn,
    });
    if (environment.storage.backups) this.createBackupPlan(assets, notifications);
    if (environment.monitoring.level === 'full') this.createAlarms(notifications, network, database, cache);
    this.createOutputs(cluster, database, cache);
  }

  private createLogSettings(): LogSettings {
    const { accountId, region } = this.common;
    const key = new EncryptionKey(this, 'LogsKey', {
      ...this.common,
      name: `${this.prefix}-logs`,
      description: `Logs of ${this.prefix}`,
      statements: [logsMayEncrypt(region, accountId)],
    });
    return { retentionDays: this.environment.monitoring.logRetentionDays, encryptionKeyArn: key.arn };
  }

  private createCluster(network: Network, logs: LogSettings): Cluster {
    const { account, name, cluster } = this.environment;
    return new Cluster(this, 'Cluster', {
      ...this.common,
      ...cluster,
      network,
      logs,
      deployRoleArn: roleArn(account.id, deployRoleName(name)),
      planRoleArn: roleArn(account.id, planRoleName(name)),
      tags: this.tags,
    });
  }

  private createDatabase(network: Network, logs: LogSettings): Database {
    const { database, name } = this.environment;
    const primary = new Database(this, 'Database', {
      ...this.common,
      ...database,
      masterSecretName: secretName(name, 'database-master'),
      network,
      logs,
    });
    if (database.copyBackups)
      new BackupReplication(this, 'DatabaseBackupCopies', {
        ...this.common,
        databaseArn: primary.arn,
        retentionDays: database.backupRetentionDays,
        provider: this.providers.backup,
      });
    return primary;
  }

  /** The assets bucket, and the CDN where there is one. */
  private createAssets(zone: HostedZone): AssetsBucket {
    const { account, hosts, storage, monitoring } = this.environment;
    const accessLogs = new AccessLogsBucket(this, 'AccessLogs', {
      ...this.common,
      name: `${this.prefix}-access-logs-${account.id}`,
      retentionDays: monitoring.logRetentionDays,
    });
    const assets = new AssetsBucket(this, 'Assets', {
      ...this.common,
      name: `${this.prefix}-assets-${account.id}`,
      accessLogs,
    });
    if (storage.cdn !== 'none' && hosts.assets !== undefined)
      new ContentDelivery(this, 'ContentDelivery', {
        ...this.common,
        host: hosts.assets,
        zone,
        assets,
        accessLogs,
        firewall: storage.cdn === 'cloudfront-waf' ? 'managed-rules' : 'none',
        logRetentionDays: monitoring.logRetentionDays,
        provider: this.providers.global,
      });
    return assets;
  }

  private createBackupPlan(assets: AssetsBucket, { warningTopicArn }: Notifications): void {
    const { database } = this.environment;
    new BackupPlan(this, 'Backup', {
      ...this.common,
      retentionDays: database.backupRetentionDays,
      resourceArns: [assets.arn],
      topicArn: warningTopicArn,
      copyTo: database.copyBackups ? this.providers.backup : undefined,
    });
  }

  private createAlarms(notifications: Notifications, network: Network, database: Database, cache: Cache): void {
    const shared = { name: this.prefix, topics: notifications };
    new NatAlarms(this, 'NatAlarms', { ...shared, network });
    new DatabaseAlarms(this, 'DatabaseAlarms', {
      ...shared,
      instanceIdentifiers: database.instanceIdentifiers,
      replicaIdentifiers: database.instanceIdentifiers.slice(1),
      storage: this.environment.database.storage,
    });
    new CacheAlarms(this, 'CacheAlarms', {
      ...shared,
      replicationGroupId: cache.replicationGroupId,
      nodes: this.environment.cache.nodes,
    });
  }

  private createOutputs(cluster: Cluster, database: Database, cache: Cache): void {
    new TerraformOutput(this, 'kubeconfig_command', { value: kubeconfigCommand(cluster.access) });
    new TerraformOutput(this, 'database_endpoint', { value: database.endpoint });
    new TerraformOutput(this, 'database_master_secret', { value: database.masterSecretArn });
    new TerraformOutput(this, 'cache_endpoint', { value: cache.primaryEndpoint });
  }
}
