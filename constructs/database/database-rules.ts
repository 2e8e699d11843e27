import type { DatabaseProps } from './database';

type Decisions = Pick<
  DatabaseProps,
  'version' | 'storage' | 'maximumStorage' | 'backupRetentionDays' | 'readReplicas' | 'passwordVersion'
>;

/**
 * Checks what AWS would refuse only while it is being made.
 *
 * @throws Error that names the prop, what was received, the rule and the mend.
 */
export function validateDatabase(path: string, props: Decisions): void {
  const refuse = (prop: keyof Decisions, rule: string): never => {
    throw new Error(`${path}: ${prop} "${props[prop]}" ${rule}`);
  };
  if (!/^\d+$/.test(props.version)) refuse('version', 'is not a major version: write "17", not "17.2"');
  if (props.maximumStorage !== props.storage && props.maximumStorage * 10 < props.storage * 11)
    refuse(
      'maximumStorage',
      `must exceed storage (${props.storage}) by at least 10 %: raise it, or make both equal for storage that never grows`,
    );
  if (props.backupRetentionDays < 1 || props.backupRetentionDays > 35)
    refuse('backupRetentionDays', 'is outside what RDS keeps: choose 1 to 35 days');
  if (!Number.isInteger(props.readReplicas) || props.readReplicas < 0 || props.readReplicas > 15)
    refuse('readReplicas', 'is outside what RDS runs: choose 0 to 15');
  if (!Number.isInteger(props.passwordVersion ?? 1) || (props.passwordVersion ?? 1) < 1)
    refuse('passwordVersion', 'is not a whole number from 1: raise the last one by one');
}
