interface Ordered {
  readonly address: string;
  /** Addresses of those that have to be done before. */
  readonly after: readonly string[];
}

/**
 * Does something with each of `all` as soon as it is done with those that it waits for; side by side where it can. What
 * waits for a failure is not begun.
 *
 * @throws whatever was thrown first, when all others have ended
 */
export async function inOrder<T extends Ordered>(all: readonly T[], action: (one: T) => Promise<void>): Promise<void> {
  const begun = new Map<string, Promise<void>>();
  const errors: unknown[] = [];
  const begin = (one: T): Promise<void> => {
    const known = begun.get(one.address);
    if (known) return known;
    const before = all.filter(({ address }) => one.after.includes(address));
    const doing = Promise.all(before.map(begin)).then(async () => {
      if (errors.length === 0) await action(one).catch((error: unknown) => void errors.push(error));
    });
    begun.set(one.address, doing);
    return doing;
  };
  await Promise.all(all.map(begin));
  if (errors.length > 0) throw errors[0];
}

/** The same, the other way round: each waits for those that waited for it. */
export const reversed = <T extends Ordered>(all: readonly T[]): T[] =>
  all
    .map((one) => ({
      ...one,
      after: all.filter(({ after }) => after.includes(one.address)).map(({ address }) => address),
    }))
    .reverse();
