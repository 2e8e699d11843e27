import { Token } from 'cdktf';
import { Lazy } from 'cdktf/lib/tokens';
import { forgetTokenTraces } from '../../stacks/token-traces';

test('tokens no longer know where they were made, and still resolve', () => {
  const make = () => Lazy.anyValue({ produce: () => 42 }) as { creationStack: string[] };
  expect(make().creationStack.length).toBeGreaterThan(0);
  forgetTokenTraces();
  expect(make().creationStack).toEqual([]);
  expect(Token.isUnresolved(make())).toBe(true);
});
