import { assertLoopback } from '../../sandbox/loopback';

test.each([
  'http://127.0.0.1:5000',
  'http://127.0.0.1',
  'http://127.8.9.10:8080/',
  'http://localhost:5000',
  'http://localhost:5000/',
  'http://[::1]:5000',
])('%s is this machine', (endpoint) => expect(() => assertLoopback(endpoint)).not.toThrow());

test.each([
  ['another host', 'http://10.0.0.1:5000'],
  ['AWS', 'http://ec2.us-east-2.amazonaws.com'],
  ['all interfaces', 'http://0.0.0.0:5000'],
  ['all interfaces, IPv6', 'http://[::]:5000'],
  ['another IPv6 host', 'http://[::2]:5000'],
  ['a host that begins like loopback', 'http://127.0.0.1.evil.com:5000'],
  ['a host that begins like localhost', 'http://localhost.evil.com:5000'],
  ['a host that ends like localhost', 'http://evil-localhost:5000'],
  ['a host that ends like loopback', 'http://evil.127.0.0.1.com'],
  ['loopback as user', 'http://127.0.0.1@evil.com'],
  ['loopback as user and password', 'http://127.0.0.1:5000@evil.com'],
  ['loopback as encoded user', 'http://127.0.0.1%3A5000@evil.com:80/'],
  ['loopback in the path', 'http://evil.com/127.0.0.1'],
  ['loopback in the query', 'http://evil.com?http://127.0.0.1'],
  ['loopback in the fragment', 'http://evil.com#http://127.0.0.1'],
  ['a second line', 'http://evil.com/\nhttp://127.0.0.1'],
  ['loopback behind a backslash', 'http://127.0.0.1\\@evil.com'],
  ['loopback with a password', 'http://user:password@127.0.0.1:5000'],
  ['loopback with a line end', 'http://127.0.0.1:5000\n'],
  ['loopback with a path', 'http://127.0.0.1:5000/path'],
  ['loopback in other digits', 'http://１２７.0.0.1:5000'],
  ['TLS', 'https://127.0.0.1:5000'],
  ['another protocol', 'ftp://127.0.0.1:5000'],
  ['a file', 'file://localhost/etc/passwd'],
  ['no protocol', '127.0.0.1:5000'],
  ['a host as protocol', 'localhost:5000'],
  ['a number that is no address', 'http://127.0.0.999:5000'],
  ['no URL', 'somewhere'],
  ['nothing', ''],
])('%s is refused: %j', (_, endpoint) =>
  expect(() => assertLoopback(endpoint)).toThrow(`the sandbox refuses the endpoint "${endpoint}"`),
);

test('the refusal says what would do', () => {
  expect(() => assertLoopback('http://evil.com')).toThrow(
    'it only works against a simulator on this machine, such as "http://127.0.0.1:5000"',
  );
});
