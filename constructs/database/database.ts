import { DbInstance, type DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key';
import type { LogSettings } from '../monitoring/log-group';
import type { INetwork } from '../network/network';
import { type Peer, SecurityGroup } from '../network/security-group';
import { guardAgainstDestroy, isProtected, type Protection } from '../protection';
import { validateDatabase } from './database-rules';
import { exportedLogs, InstanceLogs } from './instance-logs';
import { MasterPassword } from './master-password';
import { MonitoringRole } from './monitoring-role';
import { ParameterGroup } from './parameter-group';

export interface DatabaseProps {
  /** Prefix of all names, such as `nxloy-dev`. */
  readonly name: string;
  readonly accountId: string;
  /**
   * Major version of PostgreSQL only, such as `17`: AWS installs minor ones in the maintenance window. A newer major one
   * also waits for it, upgrades the replicas with the primary, and needs a second deployment afterwards: only then do
   * replicas accept the new parameter group and let go of the old one.
   */
  readonly version: string;
  /** `db.t4g.micro` is about 12 USD a month, `db.m7g.large` about 125; twice that with `multiAz`. */
  readonly instanceClass: string;
  /** Whether a standby in a second zone takes over within about a minute; doubles the price of the instance. */
  readonly multiAz: boolean;
  /** Each costs as much as one instance of the class. */
  readonly readReplicas: number;
  /** Gibibytes to begin with; AWS adds more when it runs low, and Terraform never takes them away again. */
  readonly storage: number;
  /** Gibibytes at which growth ends; equal to `storage` for none. */
  readonly maximumStorage: number;
  /** Days within which any second can be restored. */
  readonly backupRetentionDays: number;
  readonly network: INetwork;
  readonly logs: LogSettings;
  /** Name of the secret with the master user's name and password, such as `nxloy/dev/database-master`. */
  readonly masterSecretName: string;
  /** Raise it by one, and the next deployment gives the master user a new password; applications do not notice. @default 1 */
  readonly passwordVersion?: number;
  readonly protection: Protection;
}

/** PostgreSQL on RDS: encrypted, TLS only, out of everybody's reach until {@link Database.allowFrom} says otherwise. */
export class Database extends Construct {
  readonly identifier: string;
  readonly arn: string;
  /** Host name of the primary. */
  readonly endpoint: string;
  /** JSON with `username` and `password`; readers also need to decrypt with {@link Database.encryptionKeyArn}. */
  readonly masterSecretArn: string;
  readonly encryptionKeyArn: string;
  /** The primary, then the replicas. */
  readonly instanceIdentifiers: readonly string[];

  private readonly monitoringRole: MonitoringRole;
  private readonly parameterGroup: ParameterGroup;
  private readonly securityGroup: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseProps,
  ) {
    super(scope, id);
    validateDatabase(this.node.path, props);
    const { accountId, protection } = props;
    const name = `${props.name}-database`;
    const description = `PostgreSQL of ${props.name}`;
    this.identifier = name;
    this.encryptionKeyArn = new EncryptionKey(this, 'Key', { name, description, accountId, protection }).arn;
    this.parameterGroup = new ParameterGroup(this, 'Parameters', { name, version: props.version });
    this.monitoringRole = new MonitoringRole(this, 'MonitoringRole', { name: `${name}-monitoring`, accountId });
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', { name, description, vpcId: props.network.vpcId });
    const password = new MasterPassword(this, 'MasterPassword', {
      secretName: props.masterSecretName,
      username: masterUsername,
      encryptionKeyArn: this.encryptionKeyArn,
      version: props.passwordVersion ?? 1,
      protection,
    });
    const primary = this.createPrimary(password);
    const replicas = Array.from({ length: props.readReplicas }, (_, index) => this.createReplica(index + 1, primary));
    this.arn = primary.arn;
    this.endpoint = primary.address;
    this.masterSecretArn = password.secretArn;
    this.instanceIdentifiers = [this.identifier, ...replicas];
  }

  /** Lets `peer` open connections to the primary and the replicas. @returns what has to be there before it can */
  allowFrom(peer: Peer): ITerraformDependable {
    return this.securityGroup.allowFrom(peer, port);
  }

  private createPrimary(password: MasterPassword): DbInstance {
    const { props, identifier } = this;
    const isKept = isProtected(props.protection);
    const primary = new DbInstance(this, 'Resource', {
      ...this.commonSettings(identifier, 'Logs'),
      engine: 'postgres',
      engineVersion: props.version,
      // The version changes only when someone writes another one; AWS would refuse to follow without this.
      allowMajorVersionUpgrade: true,
      dbName: 'nxloy',
      username: masterUsername,
      passwordWo: password.value,
      passwordWoVersion: props.passwordVersion ?? 1,
      kmsKeyId: this.encryptionKeyArn,
      multiAz: props.multiAz,
      dbSubnetGroupName: this.createSubnetGroup(),
      port,
      backupRetentionPeriod: props.backupRetentionDays,
      backupWindow: '03:00-04:00',
      deleteAutomatedBackups: !isKept,
      deletionProtection: isKept,
      skipFinalSnapshot: !isKept,
      finalSnapshotIdentifier: isKept ? `${identifier}-final` : undefined,
    });
    guardAgainstDestroy(primary, props.protection);
    return primary;
  }

  /**
   * A copy for reads. It takes subnets, key and master user from the primary (AWS refuses them here) and holds nothing
   * of its own, so it can be removed without protection, backups or a final snapshot.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
   */
  private createReplica(number: number, primary: DbInstance): string {
    const identifier = `${this.identifier}-replica-${number}`;
    new DbInstance(this, `Replica${number}`, {
      ...this.commonSettings(identifier, `Replica${number}Logs`),
      replicateSourceDb: primary.identifier,
      skipFinalSnapshot: true,
    });
    return identifier;
  }

  private createSubnetGroup(): string {
    return new DbSubnetGroup(this, 'Subnets', {
      name: this.identifier,
      description: `Database subnets of ${this.props.name}`,
      subnetIds: [...this.props.network.databaseSubnetIds],
    }).name;
  }

  /** What the primary and its replicas have in common. */
  private commonSettings(identifier: string, logsId: string): DbInstanceConfig {
    const { props } = this;
    const logs = new InstanceLogs(this, logsId, { ...props.logs, instanceIdentifier: identifier });
    return {
      identifier,
      instanceClass: props.instanceClass,
      parameterGroupName: this.parameterGroup.name,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      publiclyAccessible: false,
      storageType: 'gp3',
      storageEncrypted: true,
      // With a maximum above it, the provider ignores that the actual size has grown beyond this one.
      allocatedStorage: props.storage,
      maxAllocatedStorage: props.maximumStorage > props.storage ? props.maximumStorage : undefined,
      iamDatabaseAuthenticationEnabled: true,
      caCertIdentifier: 'rds-ca-rsa2048-g1',
      autoMinorVersionUpgrade: true,
      // What changes the machine waits for the window and shows up in plans until then; new passwords never wait.
      applyImmediately: false,
      maintenanceWindow: 'sun:05:00-sun:06:00',
      copyTagsToSnapshot: true,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: this.encryptionKeyArn,
      // Days; AWS charges for more.
      performanceInsightsRetentionPeriod: 7,
      monitoringInterval: 60,
      monitoringRoleArn: this.monitoringRole.arn,
      enabledCloudwatchLogsExports: [...exportedLogs],
      dependsOn: [this.monitoringRole.ready, ...logs.ready],
    };
  }
}

const port = 5432;
const masterUsername = 'nxloy_master';
