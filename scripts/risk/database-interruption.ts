import { valueAt } from './change';
import type { Rule } from './rule';

const attributes = ['engine_version', 'instance_class', 'parameter_group_name', 'storage_type'];

export const databaseInterruption: Rule = {
  name: 'database-interruption',
  types: ['aws_db_instance', 'aws_elasticache_replication_group'],
  assess: (change) => {
    if (change.actions.join() !== 'update' || valueAt(change.after, 'apply_immediately') !== true) return [];
    const changed = attributes.filter((name) => valueAt(change.before, name) !== valueAt(change.after, name));
    return changed.length > 0
      ? [`changes ${changed.join(', ')} at once, not in its maintenance window: connections are cut`]
      : [];
  },
};
