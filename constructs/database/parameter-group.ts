import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { Construct } from 'constructs';

export interface ParameterGroupProps {
  /** The family is appended: `nxloy-dev-database` becomes `nxloy-dev-database-postgres17`. */
  readonly name: string;
  /** Major version of PostgreSQL. */
  readonly version: string;
}

/** Settings of PostgreSQL that differ from what RDS ships; all of them take effect without a restart. */
const parameters: Readonly<Record<string, string>> = {
  'rds.force_ssl': '1',
  // Milliseconds; the business requires 95 % of queries under 50.
  log_min_duration_statement: '500',
  // Anything else writes the passwords of CREATE ROLE and ALTER ROLE to the log:
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.Query_Logging.html
  log_statement: 'none',
  log_connections: '1',
  log_disconnections: '1',
  log_lock_waits: '1',
  // Kilobytes; sorts and hashes that no longer fit into work_mem.
  log_temp_files: '10240',
  // Milliseconds; long vacuums foretell bloat.
  log_autovacuum_min_duration: '10000',
  // Milliseconds; a transaction that someone forgot keeps vacuum from working.
  idle_in_transaction_session_timeout: '600000',
};

/**
 * The parameter group of the primary and its replicas. A major upgrade needs one of the new family while the old one
 * is still in use, hence the family in the name.
 */
export class ParameterGroup extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: ParameterGroupProps) {
    super(scope, id);
    const family = `postgres${props.version}`;
    this.name = new DbParameterGroup(this, 'Resource', {
      name: `${props.name}-${family}`,
      family,
      description: `TLS only, slow queries logged (${family})`,
      parameter: Object.entries(parameters).map(([name, value]) => ({ name, value, applyMethod: 'immediate' })),
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }
}
