import { Construct } from 'constructs';
import { Alarm, type AlarmProps, type AlarmTopics } from '../monitoring/alarm';

export interface DatabaseAlarmsProps {
  /** The primary and the replicas; alarms are named after them. */
  readonly instanceIdentifiers: readonly string[];
  /** The replicas alone. */
  readonly replicaIdentifiers: readonly string[];
  /** Gibibytes that the database began with. */
  readonly storage: number;
  readonly topics: AlarmTopics;
}

type Rule = Pick<
  AlarmProps,
  'description' | 'severity' | 'metric' | 'comparison' | 'threshold' | 'minutes' | 'statistic'
>;

const gibibyte = 1024 ** 3;

/** Warns of what Prometheus cannot see in RDS: the machine under the database and the lag of its replicas. */
export class DatabaseAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id);
    const rules = this.instanceRules(props.storage);
    props.instanceIdentifiers.forEach((instance) => this.createAlarms(instance, rules, props));
    props.replicaIdentifiers.forEach((replica) => this.createAlarms(replica, replicaRules, props));
  }

  private createAlarms(instance: string, rules: Readonly<Record<string, Rule>>, props: DatabaseAlarmsProps): void {
    Object.entries(rules).forEach(
      ([key, rule]) =>
        new Alarm(this, `${instance}-${key}`, {
          ...rule,
          name: `${instance}-${key}`,
          namespace: 'AWS/RDS',
          dimensions: { DBInstanceIdentifier: instance },
          topics: props.topics,
        }),
    );
  }

  private instanceRules(storage: number): Record<string, Rule> {
    return {
      cpu: {
        description: 'CPU above 80 % for ten minutes: look for the query at the top of Performance Insights.',
        severity: 'warning',
        metric: 'CPUUtilization',
        comparison: 'above',
        threshold: 80,
        minutes: 10,
      },
      // AWS adds storage when less than a tenth has been free for five minutes, so this means that it did not. Nothing
      // tells an alarm how far the storage has grown: it goes by the size in the beginning.
      storage: {
        description:
          'Less than a tenth of the initial storage is free, and it did not grow: raise maximumStorage before it is full.',
        severity: 'critical',
        metric: 'FreeStorageSpace',
        comparison: 'below',
        threshold: storage * gibibyte * 0.1,
        minutes: 15,
        statistic: 'Minimum',
      },
      'disk-queue': {
        description: 'More than 64 requests wait for the disk: look for full table scans, then for more IOPS.',
        severity: 'warning',
        metric: 'DiskQueueDepth',
        comparison: 'above',
        threshold: 64,
        minutes: 15,
      },
      swap: {
        description: 'More than 256 MB of memory are swapped out: fewer connections or a larger instance class.',
        severity: 'warning',
        metric: 'SwapUsage',
        comparison: 'above',
        threshold: 256_000_000,
        minutes: 15,
      },
    };
  }
}

const replicaRules: Readonly<Record<string, Rule>> = {
  'replica-lag': {
    description: 'The replica is more than a minute behind: reads are stale; look for long queries on it.',
    severity: 'warning',
    metric: 'ReplicaLag',
    comparison: 'above',
    threshold: 60,
    minutes: 10,
    statistic: 'Maximum',
  },
};
