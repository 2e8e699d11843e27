import { whereabouts } from '../../../scripts/bootstrapping/whereabouts';

const state = (serial: number, lineage = 'a', resources = 10) => ({ lineage, serial, resources });

test.each([
  ['an untouched account', { bucketExists: false }, 'nowhere'],
  ['nothing made before it failed', { bucketExists: false, local: state(1, 'a', 0) }, 'nowhere'],
  ['cut off before the bucket was made', { bucketExists: false, local: state(3) }, 'file'],
  ['cut off before the state was moved', { bucketExists: true, local: state(9) }, 'file'],
  ['prepared', { bucketExists: true, remote: state(9) }, 'bucket'],
  ['moved, but the file was not removed', { bucketExists: true, remote: state(9), local: state(9) }, 'bucket'],
  ['a file that is newer than the bucket', { bucketExists: true, remote: state(8), local: state(9) }, 'file'],
  ['a bucket whose state is lost', { bucketExists: true }, 'lost'],
])('%s', (_, traces, place) => expect(whereabouts(traces)).toBe(place));

test('two states that have nothing to do with each other are refused', () => {
  expect(() => whereabouts({ bucketExists: true, remote: state(1, 'a'), local: state(2, 'b') })).toThrow(
    /exists twice/,
  );
});
