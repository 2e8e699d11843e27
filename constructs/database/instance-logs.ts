import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { LogGroup, type LogSettings } from '../monitoring/log-group';

export interface InstanceLogsProps extends LogSettings {
  readonly instanceIdentifier: string;
}

/** Logs that every instance exports. */
export const exportedLogs = ['postgresql', 'upgrade'] as const;

/** The log groups of one database instance, under the names that RDS writes to. */
export class InstanceLogs extends Construct {
  /** What the instance waits for; RDS would make unencrypted, endless groups of its own. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { instanceIdentifier, ...settings }: InstanceLogsProps) {
    super(scope, id);
    this.ready = exportedLogs.map(
      (log) =>
        new LogGroup(this, log, { ...settings, name: `/aws/rds/instance/${instanceIdentifier}/${log}` }).resource,
    );
  }
}
