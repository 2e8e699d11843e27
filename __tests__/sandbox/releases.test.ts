import { derive, type Derived } from '../../sandbox/derive';
import { type DescribedRelease, releasesOutput } from '../../sandbox/releases';
import type { Block, SynthesizedStack } from '../../sandbox/stack-json';

const options = { endpoint: 'http://127.0.0.1:5000', plugins: ['aws', 'helm'], images: ['nxloy-web'] };

const release = (name: string, more: Block = {}): Block => ({
  name,
  namespace: 'nxloy',
  chart: 'assets/Chart-app/ABC',
  version: '1.0.0',
  values: ['name: web\n'],
  atomic: true,
  wait: true,
  timeout: 300,
  ...more,
});

const stackOf = (releases: Record<string, Block>, more: SynthesizedStack = {}): SynthesizedStack => ({
  terraform: { required_providers: { aws: { source: 'aws' }, helm: { source: 'helm' } } },
  provider: { aws: [{ region: 'us-east-2' }], helm: [{}] },
  ...more,
  resource: { aws_vpc: { main: {} }, ...more.resource, helm_release: releases },
});

const carried = ({ stack }: Derived): readonly DescribedRelease[] =>
  (stack.output?.[releasesOutput]?.value ?? []) as readonly DescribedRelease[];

test('releases are dropped with their provider, even where its plugin is, and carried as an output that is not printed', () => {
  const derived = derive(stackOf({ web: release('web') }), [], options);
  expect(derived.dropped).toEqual([
    { address: 'helm_release.web', type: 'helm_release', reason: 'the simulated cluster has no API server' },
  ]);
  expect(derived.stack).toEqual({
    terraform: { required_providers: { aws: { source: 'aws' } } },
    provider: { aws: [{ region: 'us-east-2' }] },
    resource: { aws_vpc: { main: {} } },
    output: {
      [releasesOutput]: {
        sensitive: true,
        value: [
          {
            address: 'helm_release.web',
            name: 'web',
            namespace: 'nxloy',
            chart: 'assets/Chart-app/ABC',
            version: '1.0.0',
            values: ['name: web\n'],
            timeout: 300,
            after: [],
          },
        ],
      },
    },
  });
});

test('references in values stay for Terraform to resolve', () => {
  const values = ['cidr: ${aws_vpc.main.cidr_block}\n', '${jsonencode({ "id" = aws_vpc.main.id })}'];
  const [web] = carried(derive(stackOf({ web: release('web', { values }) }), [], options));
  expect(web?.values).toEqual(values);
});

test('a release says which others it waits for', () => {
  const stack = stackOf({
    config: release('config', { depends_on: ['aws_vpc.main'] }),
    web: release('web', { depends_on: ['helm_release.config', 'aws_vpc.main'] }),
  });
  expect(carried(derive(stack, [], options)).map(({ name, after }) => [name, after])).toEqual([
    ['config', []],
    ['web', ['helm_release.config']],
  ]);
});

describe('a release is not carried', () => {
  const reasonFor = (settings: Block, more: SynthesizedStack = {}, unsupported: string[] = []): string | undefined => {
    const types = unsupported.map((type) => ({ type, reason: 'not simulated' }));
    const derived = derive(stackOf({ web: release('web', settings) }, more), types, options);
    expect(carried(derived)).toEqual([]);
    return derived.dropped.find(({ address }) => address === 'helm_release.web')?.reason;
  };

  test('when its values refer to what only a cluster, or only AWS, has', () => {
    const data = { helm_template: { crds: { name: 'keda' } } };
    expect(reasonFor({ values: ['${data.helm_template.crds.manifest}'] }, { data })).toBe(
      'refers to data.helm_template.crds, which is dropped',
    );
    expect(reasonFor({ values: ['${aws_eip.a.id}'] }, { resource: { aws_eip: { a: {} } } }, ['aws_eip'])).toBe(
      'refers to aws_eip.a, which is dropped',
    );
  });

  test('when it says something that would not be rehearsed', () => {
    expect(reasonFor({ set: [{ name: 'a', value: 'b' }] })).toBe(
      '"set" is not understood by the rehearsal (sandbox/releases.ts)',
    );
  });

  test('but what has to be there before it may be dropped', () => {
    const stack = stackOf(
      { web: release('web', { depends_on: ['aws_eip.a'], lifecycle: { precondition: ['${aws_eip.a.id}'] } }) },
      { resource: { aws_eip: { a: {} } } },
    );
    expect(carried(derive(stack, [{ type: 'aws_eip', reason: 'not simulated' }], options))).toHaveLength(1);
  });
});

test('a stack that asks which images to run gets digests that belong to none, and can be told others', () => {
  const variable = { images: { type: 'map(string)', default: {} } };
  const { overrides, stack } = derive({ variable }, [], options);
  expect(overrides.variable).toEqual({
    images: { default: { 'nxloy-web': expect.stringMatching(/^sha256:[0-9a-f]{64}$/) } },
  });
  expect(stack.variable).toEqual(variable);
  expect(derive({}, [], options).overrides).not.toHaveProperty('variable');
});
