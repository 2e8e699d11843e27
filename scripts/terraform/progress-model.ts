import { duration } from './duration';
import type { Action, TerraformEvent } from './events';

interface Running {
  readonly resourceType: string;
  readonly action: Action;
  readonly since: Date;
}

const verbs: Partial<Record<Action, string>> = {
  create: 'creating',
  update: 'changing',
  delete: 'removing',
  import: 'importing',
};

/** A replacement is two steps: one resource goes, another comes. */
const steps: Partial<Record<Action, number>> = { create: 1, update: 1, delete: 1, import: 1, replace: 2 };

/** An address without the digits that cdktf adds to make it unique. */
export const shortAddress = (address: string): string => address.replace(/_[0-9A-F]{8}(?=$|[.[])/g, '');

/** What an operation has done, does now and has left, drawn from its events alone. */
export class ProgressModel {
  total = 0;
  done = 0;
  read = 0;
  private readonly running = new Map<string, Running>();
  private readonly pending = new Map<string, string>();

  /** @param typicalSeconds by resource type, for the estimate */
  constructor(
    private readonly startedAt: Date,
    private readonly typicalSeconds: Readonly<Record<string, number>>,
  ) {}

  add(event: TerraformEvent): void {
    if (event.type === 'refresh_complete') this.read += 1;
    if (event.type === 'planned_change' && steps[event.action]) {
      this.total += steps[event.action]!;
      this.pending.set(event.address, event.resourceType);
    }
    if (event.type === 'apply_start' && event.action !== 'read') {
      this.pending.set(event.address, event.resourceType);
      this.running.set(event.address, { resourceType: event.resourceType, action: event.action, since: event.at });
    }
    if ((event.type === 'apply_complete' || event.type === 'apply_errored') && this.running.delete(event.address)) {
      this.done += 1;
      this.pending.delete(event.address);
    }
  }

  /** What is being made now and for how long, the longest-running first. */
  now(now: Date): string {
    const names = [...this.running]
      .sort(([, one], [, other]) => one.since.getTime() - other.since.getTime())
      .map(
        ([address, { action, since }]) =>
          `${verbs[action] ?? action} ${shortAddress(address)} (${duration(now.getTime() - since.getTime())})`,
      );
    const [first, second, ...others] = names;
    return [first, second, ...(others.length > 0 ? [`and ${others.length} more`] : [])].filter(Boolean).join(', ');
  }

  elapsed(now: Date): string {
    return duration(now.getTime() - this.startedAt.getTime());
  }

  /**
   * Estimate of what is left: what the slowest still needs, or what the pace so far says, whichever is longer. Pace says
   * nothing once something runs for longer than it foretells.
   */
  left(now: Date): string {
    if (this.total === 0 || this.done >= this.total) return '';
    const runsFor = (address: string): number => now.getTime() - (this.running.get(address)?.since ?? now).getTime();
    const slowest = [...this.pending].map(
      ([address, type]) => (this.typicalSeconds[type] ?? 0) * 1000 - runsFor(address),
    );
    const longest = Math.max(0, ...[...this.running.keys()].map(runsFor));
    const pace =
      this.done < 5 ? 0 : ((now.getTime() - this.startedAt.getTime()) / this.done) * (this.total - this.done);
    const estimate = Math.max(pace > longest ? pace : 0, ...slowest);
    return estimate > 0 ? `about ${duration(estimate)} left` : '';
  }
}
