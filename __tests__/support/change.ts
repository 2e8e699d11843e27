import type { Change } from '../../scripts/risk/change';

/** A change of one resource, an update unless a test says otherwise. */
export const change = (type: string, part: Partial<Change> = {}): Change => ({
  address: `${type}.one`,
  type,
  actions: ['update'],
  before: {},
  after: {},
  unknown: {},
  replacedFor: [],
  ...part,
});
