import { asList, entries } from '../../sandbox/stack-json';

const vpc = { cidr_block: '10.0.0.0/16' };

test('every block is listed where it stands, by the address that Terraform gives it', () => {
  const found = entries({
    terraform: { required_version: '>= 1.11' },
    provider: { aws: [{ region: 'us-east-2' }] },
    locals: { a: 1 },
    output: { url: { value: 'https://nxloy.com' } },
    ephemeral: { aws_secretsmanager_random_password: { p: {} } },
    data: { aws_vpc: { main: {} } },
    resource: { aws_vpc: { main: vpc, other: {} }, aws_eip: { e: {} } },
  });
  expect(found.map(({ address }) => address)).toEqual([
    'aws_vpc.main',
    'aws_vpc.other',
    'aws_eip.e',
    'data.aws_vpc.main',
    'ephemeral.aws_secretsmanager_random_password.p',
    'output.url',
  ]);
  expect(found[0]).toEqual({ section: 'resource', type: 'aws_vpc', id: 'main', address: 'aws_vpc.main', block: vpc });
  expect(found[3]).toMatchObject({ section: 'data', type: 'aws_vpc', id: 'main' });
  expect(found[5]).toMatchObject({ section: 'output', id: 'url', block: { value: 'https://nxloy.com' } });
});

test('an empty stack has no blocks', () => expect(entries({})).toEqual([]));

test.each([
  ['nothing', undefined, []],
  ['one block', vpc, [vpc]],
  ['several blocks', [vpc, {}], [vpc, {}]],
  ['an empty list', [], []],
])('%s becomes a list', (_, value, expected) => expect(asList<object>(value)).toStrictEqual(expected));
