import { Testing } from 'cdktf';
import { derive, type Derived, type Dropped, overrideFile } from '../../sandbox/derive';
import shippedOverrides from '../../sandbox/overrides.json';
import { releasesOutput } from '../../sandbox/releases';
import { type Block, entries, type SynthesizedStack } from '../../sandbox/stack-json';
import shippedUnsupported from '../../sandbox/unsupported.json';
import { BootstrapStack } from '../../stacks/bootstrap-stack';
import { shipped, synthesizeEnvironment } from '../support/stacks';
import { synthesizeStack } from '../support/synth';

const endpoint = 'http://127.0.0.1:5000';
const options = { endpoint, plugins: ['aws'] };

const [{ account }] = shipped as [(typeof shipped)[number]];
const bootstrap = new BootstrapStack(Testing.app(), 'bootstrap', { account, environments: shipped });
const stacks = new Map<string, SynthesizedStack>([
  ['bootstrap', synthesizeStack(bootstrap).json],
  ...shipped.map((environment): [string, SynthesizedStack] => [
    environment.name,
    synthesizeEnvironment(environment).json,
  ]),
]);
const prod = stacks.get('prod')!;

const blocks = (stack: SynthesizedStack): Record<string, Block> =>
  Object.fromEntries(entries(stack).map(({ address, block }) => [address, block]));
const addressesOf = (dropped: readonly Dropped[]): string[] => dropped.map(({ address }) => address);

const without = <T>(all: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name !== key));

/** Kept and dropped are disjoint, together the original, and what is kept is unchanged. */
function expectPartition(stack: SynthesizedStack, { stack: kept, dropped }: Derived): void {
  const original = blocks(stack);
  const own = without(blocks(kept), `output.${releasesOutput}`);
  expect([...Object.keys(own), ...addressesOf(dropped)].sort()).toEqual(Object.keys(original).sort());
  expect(own).toEqual(Object.fromEntries(Object.keys(own).map((key) => [key, original[key]])));
}

/** All but the blocks, and but the provider that needs a cluster. */
const settingsOf = (stack: SynthesizedStack): SynthesizedStack => ({
  ...stack,
  terraform: { ...stack.terraform, required_providers: without(stack.terraform?.required_providers as Block, 'helm') },
  provider: without(stack.provider ?? {}, 'helm'),
  resource: undefined,
  data: undefined,
  ephemeral: undefined,
  output: undefined,
});

describe.each([...stacks])('over %s as shipped', (_, stack) => {
  let derived: Derived;
  beforeAll(() => {
    derived = derive(structuredClone(stack), shippedUnsupported, options);
  });

  test('kept and dropped together are the original, and nothing else changes', () => {
    expect(Object.keys(blocks(stack)).length).toBeGreaterThan(100);
    expectPartition(stack, derived);
    expect(settingsOf(derived.stack)).toEqual(settingsOf(stack));
  });

  test('dropped is what the list says, with its reason', () => {
    const listed = (shippedUnsupported as readonly { type: string; reason: string }[]).flatMap(({ type, reason }) =>
      entries(stack)
        .filter(({ section, type: own }) => (section === 'resource' ? own : `${section}.${own}`) === type)
        .map(({ address }) => ({ address, type, reason })),
    );
    const onCluster = entries(stack).filter(({ type }) => type.startsWith('helm_'));
    const [helm, others] = [true, false].map((wanted) =>
      derived.dropped.filter(({ type }) => type.replace('data.', '').startsWith('helm_') === wanted),
    );
    expect(helm!.map(({ address }) => address).sort()).toEqual(onCluster.map(({ address }) => address).sort());
    for (const { reason } of helm!)
      expect(reason).toMatch(/^the simulated cluster has no API server$|^refers to data\.helm_template/);
    expect(others!.filter(({ reason }) => !reason.startsWith('refers to '))).toEqual(
      listed.map((one) => expect.objectContaining(one)),
    );
  });

  test('every provider works against the simulator only, under its own alias', () => {
    const own = stack.provider?.aws as readonly Block[];
    const overrides = derived.overrides.provider?.aws as readonly Block[];
    expect(overrides.map(({ alias }) => alias)).toStrictEqual(own.map(({ alias }) => alias));
    for (const override of overrides)
      expect(override).toMatchObject({
        access_key: 'simulated',
        secret_key: 'simulated',
        endpoints: [{ sts: endpoint }],
        http_proxy: endpoint,
        skip_metadata_api_check: 'true',
      });
  });

  test('the backend keeps its bucket, key and locks, and is the simulator', () => {
    const { s3 } = (stack.terraform as { backend: { s3: Block } }).backend;
    expect(Object.keys(s3)).toEqual(
      expect.arrayContaining(['bucket', 'key', 'region', 'encrypt', 'kms_key_id', 'dynamodb_table', 'use_lockfile']),
    );
    expect(derived.overrides.terraform).toEqual({
      backend: {
        s3: expect.objectContaining({
          ...s3,
          access_key: 'simulated',
          secret_key: 'simulated',
          endpoints: { s3: endpoint, dynamodb: endpoint, sts: endpoint, iam: endpoint },
          skip_metadata_api_check: true,
        }),
      },
    });
  });

  test('only listed types have their attributes overridden', () => {
    const listed = (shippedOverrides as readonly { type: string }[]).map(({ type }) => type);
    const present = listed.filter((type) => derived.stack.resource?.[type]);
    expect(Object.keys(derived.overrides.resource ?? {}).sort()).toEqual([...new Set(present)].sort());
    expect('resource' in derived.overrides).toBe(present.length > 0);
  });
});

test('without any one of its types prod loses exactly that, or is refused because something kept needs it', () => {
  const types = Object.keys(prod.resource!).filter((type) => !type.startsWith('helm_'));
  const refused = types.filter((type) => {
    const own = Object.keys(prod.resource![type]!).map((id) => `${type}.${id}`);
    let derived: Derived;
    try {
      derived = derive(structuredClone(prod), [{ type, reason: 'not simulated' }], options);
    } catch (error) {
      const [, needing, needed] = /^ {2}(\S+) refers to (\S+)$/m.exec(String(error))!;
      expect(JSON.stringify(blocks(prod)[needing!])).toContain(needed);
      return true;
    }
    const resources = derived.dropped.filter(({ type: dropped }) => types.includes(dropped));
    expect(addressesOf(resources)).toEqual(own);
    own.forEach((address) => expect(JSON.stringify(derived.stack)).not.toContain(`${address}.`));
    expectPartition(prod, derived);
    return false;
  });
  expect(refused).toEqual(expect.arrayContaining(['aws_vpc', 'aws_iam_role']));
  expect(refused).not.toContain('aws_budgets_budget');
});

test('the stack that is passed in stays as it is', () => {
  const copy = structuredClone(prod);
  derive(copy, [{ type: 'aws_budgets_budget', reason: 'not simulated' }], options);
  expect(copy).toEqual(prod);
});

const small: SynthesizedStack = {
  terraform: {
    required_version: '>= 1.11',
    required_providers: { aws: { source: 'aws' }, random: { source: 'random' } },
  },
  provider: { aws: { region: 'us-east-2' }, random: [{}] },
  locals: { a: 1 },
  resource: {
    aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
    aws_eip: { a: {}, b: {} },
    random_id: { suffix: { byte_length: 2 } },
    random_pet: { aws: { provider: 'aws.global' } },
    aws_null: { random: { provider: 'random' } },
  },
  data: { aws_vpc: { found: {} } },
  output: { cidr: { value: '${aws_vpc.main.cidr_block}' } },
};
const droppedFrom = (stack: SynthesizedStack, ...types: string[]): string[] =>
  addressesOf(
    derive(
      stack,
      types.map((type) => ({ type, reason: 'not simulated' })),
      options,
    ).dropped,
  );

describe('what is dropped', () => {
  test('a listed type, with the reason that is listed', () => {
    const { stack, dropped } = derive(small, [{ type: 'aws_eip', reason: 'no addresses' }], {
      endpoint,
      plugins: ['aws', 'random'],
    });
    expect(dropped).toEqual([
      { address: 'aws_eip.a', type: 'aws_eip', reason: 'no addresses' },
      { address: 'aws_eip.b', type: 'aws_eip', reason: 'no addresses' },
    ]);
    expect(stack).toEqual({
      ...small,
      resource: Object.fromEntries(Object.entries(small.resource!).filter(([type]) => type !== 'aws_eip')),
    });
  });

  test('a listed data source, and not the resource of the same type', () => {
    const data = { aws_vpc: { main: {} }, aws_region: { here: {} } };
    const { stack, dropped } = derive(
      { ...small, data },
      [
        { type: 'data.aws_vpc', reason: 'no filters' },
        { type: 'ephemeral.aws_eip', reason: 'no such section' },
      ],
      { endpoint, plugins: ['aws', 'random'] },
    );
    expect(dropped).toEqual([{ address: 'data.aws_vpc.main', type: 'data.aws_vpc', reason: 'no filters' }]);
    expect(stack.data).toEqual({ aws_region: { here: {} } });
    expect(stack.resource).toEqual(small.resource);
  });

  test('what belongs to a provider whose plugin is absent, with its settings', () => {
    const { stack, dropped } = derive(small, [], options);
    expect(dropped).toEqual([
      expect.objectContaining({
        address: 'random_id.suffix',
        reason: 'the Terraform plugin for random is not on this machine',
      }),
      expect.objectContaining({ address: 'aws_null.random', type: 'aws_null' }),
    ]);
    expect(stack.provider).toEqual({ aws: small.provider!.aws });
    expect(stack.terraform).toEqual({ required_version: '>= 1.11', required_providers: { aws: { source: 'aws' } } });
    expect(stack.locals).toEqual({ a: 1 });
  });

  test('outputs, data sources and ephemeral resources that refer to it, however far', () => {
    const stack: SynthesizedStack = {
      resource: { aws_vpc: { main: {} }, aws_eip: { a: {} } },
      data: {
        aws_subnets: { inside: { vpc_id: '${data.aws_vpc.again.id}' }, others: {} },
        aws_vpc: { again: { depends_on: ['aws_vpc.main'] } },
      },
      ephemeral: {
        aws_secret: { s: { secret_id: '${join("-", [data.aws_subnets.inside.ids[0], "s"])}' }, other: {} },
      },
      output: { secret: { value: '${ephemeral.aws_secret.s.value}' }, other: { value: '${aws_eip.a.id}' } },
    };
    const derived = derive(stack, [{ type: 'aws_vpc', reason: 'no networks' }], options);
    expect(Object.fromEntries(derived.dropped.map(({ address, reason }) => [address, reason]))).toEqual({
      'aws_vpc.main': 'no networks',
      'data.aws_vpc.again': 'refers to aws_vpc.main, which is dropped',
      'data.aws_subnets.inside': 'refers to data.aws_vpc.again, which is dropped',
      'ephemeral.aws_secret.s': 'refers to data.aws_subnets.inside, which is dropped',
      'output.secret': 'refers to ephemeral.aws_secret.s, which is dropped',
    });
    expectPartition(stack, derived);
  });

  test.each([
    '${aws_vpc.main-2.id}',
    '${aws_vpc.main_2.id}',
    '${data.aws_vpc.main.id}',
    '${my-aws_vpc.main.id}',
    '${aws_vpcxmain.id}',
    '${aws_vpc_endpoint.main.id}',
  ])('%s does not refer to aws_vpc.main', (value) => {
    expect(droppedFrom({ resource: { aws_vpc: { main: {} } }, output: { o: { value } } }, 'aws_vpc')).toEqual([
      'aws_vpc.main',
    ]);
  });

  test.each(['${aws_vpc.main.id}', '${aws_vpc.main[0].id}', '${[for v in aws_vpc.main : v]}', '${aws_vpc.main}'])(
    '%s refers to aws_vpc.main',
    (value) => {
      const stack = { resource: { aws_vpc: { main: {} } }, output: { o: { value }, other: {} } };
      expect(droppedFrom(stack, 'aws_vpc')).toEqual(['aws_vpc.main', 'output.o']);
    },
  );
});

describe('a kept resource that refers to a dropped one is an error that names both', () => {
  const needs = (resource: Block, data: SynthesizedStack['data'] = {}): SynthesizedStack => ({
    resource: { aws_vpc: { main: {} }, aws_subnet: { a: resource } },
    data,
  });
  const id = '${aws_vpc.main.id}';

  test.each([
    ['in an attribute', { vpc_id: id }],
    ['in a nested block', { timeouts: [{ create: id }] }],
    ['in depends_on', { depends_on: ['aws_vpc.main'] }],
  ])('%s', (_, resource) => {
    expect(() => droppedFrom(needs(resource), 'aws_vpc')).toThrow(/aws_subnet\.a refers to aws_vpc\.main\n/);
  });

  test('through a data source that is dropped with it', () => {
    const stack = needs({ vpc_id: '${data.aws_vpc.again.id}' }, { aws_vpc: { again: { id } } });
    expect(() => droppedFrom(stack, 'aws_vpc')).toThrow('aws_subnet.a refers to data.aws_vpc.again');
  });

  test('because its plugin is absent', () => {
    const stack = { resource: { random_id: { r: {} }, aws_vpc: { v: { tags: { Name: '${random_id.r.hex}' } } } } };
    expect(() => droppedFrom(stack)).toThrow('aws_vpc.v refers to random_id.r');
  });

  test('all at once, with the mend', () => {
    const stack = needs({ vpc_id: id });
    expect(() => droppedFrom({ resource: { ...stack.resource, aws_eip: { e: { id } } } }, 'aws_vpc')).toThrow(
      'aws_subnet.a refers to aws_vpc.main\n  aws_eip.e refers to aws_vpc.main\nDrop those types too in sandbox/unsupported.json',
    );
  });

  test('unless it is dropped too', () => {
    expect(droppedFrom(needs({ vpc_id: id }), 'aws_vpc', 'aws_subnet')).toEqual(['aws_vpc.main', 'aws_subnet.a']);
  });
});

test.each([
  'https://127.0.0.1:5000',
  'http://10.0.0.1:5000',
  'http://ec2.us-east-2.amazonaws.com',
  'http://127.0.0.1.evil.com:5000',
  'http://127.0.0.1:5000@evil.com',
  'http://localhost@evil.com',
  '127.0.0.1:5000',
  '',
])('the endpoint %j is refused, even where there is nothing to point to it', (refused) =>
  expect(() => derive({}, [], { endpoint: refused, plugins: [] })).toThrow('the sandbox refuses the endpoint'),
);

describe('settings for the simulator', () => {
  test('go to a file that Terraform takes for an override', () => expect(overrideFile).toMatch(/_override\.tf\.json$/));

  test('leave a provider its region, account and tags, and give no alias to one that has none', () => {
    const [main, global] = derive(
      {
        provider: {
          aws: [
            { region: 'us-east-2', allowed_account_ids: ['1'] },
            { alias: 'global', region: 'us-east-1' },
          ],
        },
      },
      [],
      options,
    ).overrides.provider!.aws as [Block, Block];
    expect(global).toEqual({ ...main, alias: 'global' });
    for (const setting of ['alias', 'region', 'allowed_account_ids', 'default_tags'])
      expect(main).not.toHaveProperty(setting);
  });

  test('reach a provider that is written as one block, too', () => {
    expect(derive(small, [], options).overrides.provider?.aws).toEqual([
      expect.objectContaining({ endpoints: [{ sts: endpoint }] }),
    ]);
  });

  test('say nothing of a backend where there is none', () => {
    expect(derive(small, [], options).overrides).not.toHaveProperty('terraform');
  });
});

describe('listed overrides', () => {
  /** What `derive` overrides in a stack's resources when `list` is the content of overrides.json. */
  async function overridden(
    list: readonly object[],
    resource: SynthesizedStack['resource'],
    unsupported: Parameters<typeof derive>[1] = [],
  ): Promise<SynthesizedStack['resource']> {
    jest.doMock('../../sandbox/overrides.json', () => list);
    let found: SynthesizedStack['resource'];
    await jest.isolateModulesAsync(async () => {
      const isolated = await import('../../sandbox/derive');
      found = isolated.derive({ resource }, unsupported, options).overrides.resource;
    });
    return found;
  }
  const reason = 'the simulator differs';
  const ignored = [{ type: 'aws_vpc', reason, ignoreChanges: ['tags', 'arn'] }];

  test('ignored changes add to the own ones of a resource', async () => {
    const resource = {
      aws_vpc: {
        none: { lifecycle: { prevent_destroy: true } },
        own: { lifecycle: { ignore_changes: ['cidr_block', 'tags'] } },
        list: { lifecycle: [{ ignore_changes: ['cidr_block'] }] },
        all: { lifecycle: { ignore_changes: 'all' } },
      },
      aws_eip: { other: { lifecycle: { ignore_changes: ['tags'] } } },
    };
    expect(await overridden(ignored, resource)).toEqual({
      aws_vpc: {
        none: { lifecycle: { ignore_changes: ['tags', 'arn'] } },
        own: { lifecycle: { ignore_changes: ['cidr_block', 'tags', 'arn'] } },
        list: { lifecycle: { ignore_changes: ['cidr_block', 'tags', 'arn'] } },
        all: { lifecycle: { ignore_changes: 'all' } },
      },
    });
  });

  test('attributes are replaced', async () => {
    const attributes = { instance_tenancy: 'default' };
    const resource = { aws_vpc: { main: { instance_tenancy: 'dedicated' } } };
    expect(await overridden([{ type: 'aws_vpc', reason, attributes }], resource)).toEqual({
      aws_vpc: { main: attributes },
    });
    expect(await overridden([{ ...ignored[0], attributes }], resource)).toEqual({
      aws_vpc: { main: { ...attributes, lifecycle: { ignore_changes: ['tags', 'arn'] } } },
    });
  });

  test('what is dropped, or only read, has nothing to override', async () => {
    const resource = { aws_vpc: { main: {} }, aws_eip: { e: {} } };
    expect(await overridden(ignored, resource, [{ type: 'aws_vpc', reason }])).toBeUndefined();
    expect(await overridden([{ ...ignored[0], type: 'aws_s3_bucket' }], resource)).toBeUndefined();
  });
});

test('no section is left without a block, for Terraform refuses those', () => {
  const stack = {
    terraform: {},
    provider: { aws: {} },
    data: { aws_region: { here: {} } },
    resource: { aws_vpc: { v: {} } },
  };
  const derived = derive(stack, [], { endpoint, plugins: [] });
  expect(derived.stack).toEqual({ terraform: { required_providers: {} } });
  expect(derived.overrides).toEqual({});
});

test('a reference right behind a line break counts', () => {
  const stack = { resource: { aws_vpc: { v: {} }, aws_subnet: { s: { list: '${[\naws_vpc.v.id]}' } } } };
  expect(() => derive(stack, [{ type: 'aws_vpc', reason: 'absent' }], options)).toThrow(
    'aws_subnet.s refers to aws_vpc.v',
  );
});
