import os from 'node:os';
import type { SynthesizedStack } from '../../sandbox/stack-json';
import type { AwsAccount } from '../aws/aws-account';
import { duration } from './duration';
import type { TerraformEvent } from './events';
import type { Operation, RunRecord } from './run-record';

/** Where a stack keeps its state, as the synthesized backend says. */
export interface StateLocation {
  readonly bucket: string;
  readonly key: string;
  readonly table: string;
}

/** Who holds a state, in Terraform's own words. */
export interface LockInfo {
  readonly ID: string;
  readonly Operation: string;
  /** `user@host`. */
  readonly Who: string;
  readonly Created: string;
}

/** Reads where a synthesized stack keeps its state. */
export function stateLocation(stack: SynthesizedStack): StateLocation {
  const { s3 } = stack.terraform?.backend as { readonly s3: { bucket: string; key: string; dynamodb_table: string } };
  return { bucket: s3.bucket, key: s3.key, table: s3.dynamodb_table };
}

const lockItem = ({ bucket, key }: StateLocation): string => `${bucket}/${key}`;
const lockFile = ({ key }: StateLocation): string => `${key}.tflock`;

/** The lock on a state, in the table or in the file beside the state; undefined when it is free. */
export async function readStateLock(account: AwsAccount, at: StateLocation): Promise<LockInfo | undefined> {
  const [item, file] = await Promise.all([
    account.readLock(at.table, lockItem(at)),
    account.readObject(at.bucket, lockFile(at)),
  ]);
  const text = item || file;
  return text ? (JSON.parse(text) as LockInfo) : undefined;
}

/**
 * Removes what is left of the lock `id`, for when Terraform was killed between its two locks and cannot release the
 * one half without the other. A lock of any other id stays.
 */
export async function removeLockRemains(account: AwsAccount, at: StateLocation, id: string): Promise<void> {
  const isOurs = (text: string | undefined): boolean => text !== undefined && (JSON.parse(text) as LockInfo).ID === id;
  if (isOurs(await account.readLock(at.table, lockItem(at)))) await account.deleteLock(at.table, lockItem(at));
  if (isOurs(await account.readObject(at.bucket, lockFile(at)))) await account.deleteObject(at.bucket, lockFile(at));
}

/** This person on this machine, as Terraform writes it into locks. */
export const whoAmI = (): string => `${os.userInfo().username}@${os.hostname()}`;

const lockOperation: Readonly<Record<Operation, string>> = {
  plan: 'OperationTypePlan',
  apply: 'OperationTypeApply',
  destroy: 'OperationTypeApply',
};

/**
 * Whether `lock` was taken by the run of `record`: by its id, or, where the run ended before its id was known, by who
 * took it, for what and when. Another checkout of the same person cannot be meant: Terraform tells of the first resource
 * once it has the lock, so whatever else was taken between its start and that moment was given back before that moment.
 *
 * @param events the journal of that run
 */
export function isLockOf(lock: LockInfo, record: RunRecord, events: readonly TerraformEvent[]): boolean {
  if (record.lockId !== undefined) return lock.ID === record.lockId;
  const held = events.flatMap((event) => ('at' in event ? [event.at.getTime()] : []))[0];
  const created = Date.parse(lock.Created);
  return (
    held !== undefined &&
    lock.Who === whoAmI() &&
    lock.Operation === lockOperation[record.operation] &&
    created >= Date.parse(record.startedAt) &&
    created <= held
  );
}

/** Who holds a lock, since when, and how long that is. */
export const describeLock = (lock: LockInfo, now: Date): string =>
  `held by ${lock.Who} since ${lock.Created.replace(/\.\d+/, '')} (for ${duration(now.getTime() - Date.parse(lock.Created))}), operation ${lock.Operation}, lock id ${lock.ID}`;

/** The lock that Terraform's "Error acquiring the state lock" tells about. */
export function lockFromDiagnostic(detail: string): LockInfo | undefined {
  const field = (name: string): string => new RegExp(`^\\s*${name}:\\s*(.+)$`, 'm').exec(detail)?.[1]?.trim() ?? '';
  const created = /^(\S+) (\S+?)(\.\d+)? \+0000 UTC$/.exec(field('Created'));
  if (!field('ID')) return undefined;
  return {
    ID: field('ID'),
    Operation: field('Operation'),
    Who: field('Who'),
    Created: created ? `${created[1]}T${created[2]}Z` : field('Created'),
  };
}
