import { duration } from '../../../scripts/terraform/duration';

test.each([
  [-5, '0 s'],
  [8_400, '8 s'],
  [185_000, '3 min 05 s'],
  [3_720_000, '1 h 02 min'],
  [3 * 86_400_000, '3 days'],
])('%d ms is %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
