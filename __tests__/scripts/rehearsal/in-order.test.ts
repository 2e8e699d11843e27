import { setTimeout as sleep } from 'node:timers/promises';
import { inOrder, reversed } from '../../../scripts/rehearsal/in-order';

const one = (address: string, ...after: string[]) => ({ address, after });
const all = [one('web', 'config', 'gone'), one('config', 'secrets'), one('secrets'), one('keda')];

/** What happens, in order: `+x` begins, `-x` ends. */
async function trace(items: readonly ReturnType<typeof one>[], failing?: string): Promise<string[]> {
  const seen: string[] = [];
  await inOrder(items, async ({ address }) => {
    seen.push(`+${address}`);
    await sleep(5);
    if (address === failing) throw new Error(`${address} failed`);
    seen.push(`-${address}`);
  }).catch((error: Error) => seen.push(error.message));
  return seen;
}

test('each waits for those before it, and what is independent goes side by side', async () => {
  const seen = await trace(all);
  const at = (event: string): number => seen.indexOf(event);
  expect(seen).toHaveLength(8);
  expect(at('-secrets')).toBeLessThan(at('+config'));
  expect(at('-config')).toBeLessThan(at('+web'));
  expect(at('+keda')).toBeLessThan(at('-secrets'));
});

test('what waits for a failure is not begun, and the failure is told at the end', async () => {
  const seen = await trace(all, 'secrets');
  expect(seen).not.toContain('+config');
  expect(seen.at(-1)).toBe('secrets failed');
});

test('backwards, each waits for those that waited for it', async () => {
  expect(reversed(all).map(({ address, after }) => [address, after])).toEqual([
    ['keda', []],
    ['secrets', ['config']],
    ['config', ['web']],
    ['web', []],
  ]);
});
