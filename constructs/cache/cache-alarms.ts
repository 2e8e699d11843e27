import { Construct } from 'constructs';
import { Alarm, type AlarmProps, type AlarmTopics } from '../monitoring/alarm';

export interface CacheAlarmsProps {
  /** Alarms are named after its nodes. */
  readonly replicationGroupId: string;
  readonly nodes: number;
  readonly topics: AlarmTopics;
}

type Rule = Pick<
  AlarmProps,
  'description' | 'severity' | 'metric' | 'comparison' | 'threshold' | 'minutes' | 'statistic'
>;

const rules: Readonly<Record<string, Rule>> = {
  cpu: {
    description: 'The engine, which runs on one core, is busy more than 80 %: look for slow commands in the slow log.',
    severity: 'warning',
    metric: 'EngineCPUUtilization',
    comparison: 'above',
    threshold: 80,
    minutes: 10,
  },
  memory: {
    description:
      'More than 80 % of the memory is used; when it is full, queues refuse jobs: drain them or enlarge nodes.',
    severity: 'critical',
    metric: 'DatabaseMemoryUsagePercentage',
    comparison: 'above',
    threshold: 80,
    statistic: 'Maximum',
  },
  evictions: {
    description: 'Keys were evicted, which loses jobs: the parameter group must say maxmemory-policy=noeviction.',
    severity: 'critical',
    metric: 'Evictions',
    comparison: 'above',
    threshold: 0,
    minutes: 1,
    statistic: 'Sum',
  },
};

/** Name that ElastiCache gives the nodes of a replication group: `<group>-001` and on. */
const memberId = (replicationGroupId: string, number: number): string =>
  `${replicationGroupId}-${String(number).padStart(3, '0')}`;

/** Warns of what Prometheus cannot see in ElastiCache, for every node: any of them may become the primary. */
export class CacheAlarms extends Construct {
  constructor(scope: Construct, id: string, props: CacheAlarmsProps) {
    super(scope, id);
    for (let number = 1; number <= props.nodes; number++)
      this.createAlarms(memberId(props.replicationGroupId, number), props.topics);
  }

  private createAlarms(node: string, topics: AlarmTopics): void {
    Object.entries(rules).forEach(
      ([key, rule]) =>
        new Alarm(this, `${node}-${key}`, {
          ...rule,
          name: `${node}-${key}`,
          namespace: 'AWS/ElastiCache',
          dimensions: { CacheClusterId: node },
          topics,
        }),
    );
  }
}
