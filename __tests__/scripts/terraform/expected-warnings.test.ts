import { isExpected } from '../../../scripts/terraform/expected-warnings';

test.each([
  ['Deprecated Parameter', 'The parameter "dynamodb_table" is deprecated. Use parameter "use_lockfile" instead.', true],
  ['Deprecated Parameter', 'The parameter "acl" is deprecated.', false],
  ['provider["x"]: Missing HTTPS Proxy', 'Using HTTP proxy "http://proxy.example.com"; An HTTP proxy was set', false],
])('%s: %s', (summary, detail, expected) =>
  expect(isExpected({ severity: 'warning', summary, detail })).toBe(expected),
);
