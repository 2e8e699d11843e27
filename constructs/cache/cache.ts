import { ElasticacheParameterGroup } from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import {
  ElasticacheReplicationGroup,
  type ElasticacheReplicationGroupLogDeliveryConfiguration,
} from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key';
import { LogGroup, type LogSettings } from '../monitoring/log-group';
import type { INetwork } from '../network/network';
import { type Peer, SecurityGroup } from '../network/security-group';
import { guardAgainstDestroy, isProtected, type Protection } from '../protection';

export interface CacheProps {
  /** Prefix of all names, such as `nxloy-dev`. */
  readonly name: string;
  readonly accountId: string;
  /**
   * Valkey's major and minor version, such as `8.0`. When AWS has upgraded the nodes to a newer minor version, write
   * that one: a lower version than the running one can only be had with a new, empty cache.
   */
  readonly version: string;
  /** `cache.t4g.micro` is about 10 USD a month and node, `cache.m7g.large` about 95. */
  readonly nodeType: string;
  /** More than one stand in different zones and take over from each other; a single one loses its data with its host. */
  readonly nodes: number;
  readonly network: INetwork;
  readonly logs: LogSettings;
  readonly protection: Protection;
}

/**
 * Valkey on ElastiCache for queues and caching: encrypted, TLS only, out of everybody's reach until
 * {@link Cache.allowFrom} says otherwise. Its auth token is set outside of Terraform, which never
 * knows it.
 */
export class Cache extends Construct {
  readonly replicationGroupId: string;
  /** Host name of the node that takes writes. */
  readonly primaryEndpoint: string;

  private readonly securityGroup: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CacheProps,
  ) {
    super(scope, id);
    this.validate();
    const { accountId, network, protection } = props;
    const name = `${props.name}-cache`;
    const description = `Valkey of ${props.name}`;
    this.replicationGroupId = name;
    const key = new EncryptionKey(this, 'Key', { name, description, accountId, protection });
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', { name, description, vpcId: network.vpcId });
    const group = this.createReplicationGroup(description, key);
    this.primaryEndpoint = group.primaryEndpointAddress;
  }

  /** Lets `peer` open connections to all nodes. @returns what has to be there before it can */
  allowFrom(peer: Peer): ITerraformDependable {
    return this.securityGroup.allowFrom(peer, port);
  }

  private createReplicationGroup(description: string, key: EncryptionKey): ElasticacheReplicationGroup {
    const { props, replicationGroupId } = this;
    const isKept = isProtected(props.protection);
    const group = new ElasticacheReplicationGroup(this, 'Resource', {
      replicationGroupId,
      description,
      engine: 'valkey',
      engineVersion: props.version,
      nodeType: props.nodeType,
      numCacheClusters: props.nodes,
      automaticFailoverEnabled: props.nodes > 1,
      multiAzEnabled: props.nodes > 1,
      port,
      parameterGroupName: this.createParameterGroup(),
      subnetGroupName: this.createSubnetGroup(),
      securityGroupIds: [this.securityGroup.securityGroupId],
      atRestEncryptionEnabled: 'true',
      kmsKeyId: key.arn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      snapshotRetentionLimit: isKept ? 7 : 1,
      snapshotWindow: '03:00-04:00',
      finalSnapshotIdentifier: isKept ? `${replicationGroupId}-final` : undefined,
      // The version is written down: after an upgrade by AWS the next plan would want to go back, which replaces the cache.
      autoMinorVersionUpgrade: 'false',
      applyImmediately: false,
      maintenanceWindow: 'sun:05:00-sun:06:00',
      logDeliveryConfiguration: this.createLogs(),
      lifecycle: { ignoreChanges: ['auth_token'] },
    });
    guardAgainstDestroy(group, props.protection);
    return group;
  }

  /** The queues keep jobs under keys without expiry: any eviction would lose some, so a full cache refuses writes. */
  private createParameterGroup(): string {
    const family = `valkey${this.props.version.split('.')[0]}`;
    return new ElasticacheParameterGroup(this, 'Parameters', {
      name: `${this.replicationGroupId}-${family}`,
      family,
      description: `Never evicts (${family})`,
      parameter: [{ name: 'maxmemory-policy', value: 'noeviction' }],
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }

  private createSubnetGroup(): string {
    return new ElasticacheSubnetGroup(this, 'Subnets', {
      name: this.replicationGroupId,
      description: `Database subnets of ${this.props.name}`,
      subnetIds: [...this.props.network.databaseSubnetIds],
    }).name;
  }

  /**
   * Without the `/aws/vendedlogs/` prefix every log group lengthens one resource policy of the account, which is
   * limited to 5120 characters.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
   */
  private createLogs(): ElasticacheReplicationGroupLogDeliveryConfiguration[] {
    return ['slow-log', 'engine-log'].map((log) => {
      const name = `/aws/vendedlogs/elasticache/${this.replicationGroupId}/${log}`;
      const group = new LogGroup(this, log, { ...this.props.logs, name });
      return { destination: group.name, destinationType: 'cloudwatch-logs', logFormat: 'json', logType: log };
    });
  }

  private validate(): void {
    const { version, nodes } = this.props;
    if (!/^\d+\.\d+$/.test(version))
      throw new Error(`${this.node.path}: version "${version}" is not major and minor: write "8.0"`);
    if (!Number.isInteger(nodes) || nodes < 1 || nodes > 6)
      throw new Error(`${this.node.path}: nodes "${nodes}" is outside what one primary serves: choose 1 to 6`);
  }
}

const port = 6379;
