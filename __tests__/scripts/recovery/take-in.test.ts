import { completeCutShort, takeIn } from '../../../scripts/recovery/take-in';
import type { TerraformEvent } from '../../../scripts/terraform/events';
import type { Session } from '../../../scripts/terraform/operation';

const create = (address: string) => ({ address, action: 'create', resourceType: '', at: new Date(0) }) as const;
const begun = (address: string): TerraformEvent => ({ ...create(address), type: 'apply_start' });
const made = (address: string, id: string): TerraformEvent => ({ ...create(address), type: 'apply_complete', id });

const done = { problems: [], again: false };

function recovering(existing: readonly string[], state = '', refusal = 'Cannot import non-existent remote object') {
  const lines: string[] = [];
  const terraform = {
    pullState: async () => state,
    untaint: jest.fn(async () => true),
    forget: jest.fn(async () => undefined),
    importResource: jest.fn(async (_: string, id: string) => (existing.includes(id) ? undefined : refusal)),
  };
  const provider = { aws: [{ region: 'eu-central-1', allowed_account_ids: ['1'], default_tags: [{ tags: {} }] }] };
  const stack = { provider, resource: { aws_s3_bucket: { b: { bucket: 'assets' }, c: { bucket: 'logs' } } } };
  const session = {
    target: { environment: { region: 'eu-central-1' } },
    workspace: { terraform, stack },
    output: { note: (line: string) => lines.push(line) },
  } as unknown as Session;
  return { session, terraform, lines };
}

test('what was made is imported, and so is what was begun where AWS made it', async () => {
  const { session, terraform, lines } = recovering(['vpc-1', 'assets']);
  const events = [begun('aws_vpc.v'), made('aws_vpc.v', 'vpc-1'), begun('aws_s3_bucket.b'), begun('aws_s3_bucket.c')];
  expect(await takeIn(session, events)).toEqual(done);
  expect(terraform.importResource.mock.calls).toEqual([
    ['aws_vpc.v', 'vpc-1'],
    ['aws_s3_bucket.b', 'assets'],
    ['aws_s3_bucket.c', 'logs'],
  ]);
  expect(lines).toEqual([
    '  made, but not in the state: 1',
    '    aws_vpc.v: taken into the state',
    '  begun, and how it ended is not known: 2',
    '    aws_s3_bucket.b: taken into the state',
    '    aws_s3_bucket.c: not found',
  ]);
});

test('settings that cannot be imported are written again', async () => {
  const { session } = recovering([], '', "resource aws_s3_bucket_policy doesn't support import");
  const events = [begun('aws_s3_bucket_policy.p'), made('aws_s3_bucket_policy.p', 'p')];
  expect(await takeIn(session, events)).toEqual(done);
});

test('settings that can be written again are not looked for', async () => {
  const { session, terraform } = recovering([]);
  expect(await takeIn(session, [begun('aws_s3_bucket_policy.p')])).toEqual(done);
  expect(terraform.importResource).not.toHaveBeenCalled();
});

test('people are told of what cannot be taken in', async () => {
  const { session } = recovering([]);
  const events = [begun('aws_vpc.v'), made('aws_vpc.v', 'vpc-1'), begun('aws_route53_query_log.q')];
  expect(await takeIn(session, events)).toEqual({
    problems: [
      'aws_vpc.v (vpc-1) was made, but AWS does not find it',
      'aws_route53_query_log.q was begun; whether AWS made it is not known: it has no tags and a random id; Route 53 refuses a second one for its zone',
    ],
    again: false,
  });
});

test('an import that failed for another reason than absence is tried again', async () => {
  const { session, lines } = recovering([], '', 'api error ThrottlingException: Rate exceeded');
  const events = [begun('aws_vpc.v'), made('aws_vpc.v', 'vpc-1'), begun('aws_s3_bucket.b')];
  expect(await takeIn(session, events)).toEqual({
    problems: [
      'aws_vpc.v (vpc-1) exists, but is not in the state',
      'aws_s3_bucket.b was begun; whether AWS made it is not known',
    ],
    again: true,
  });
  expect(lines).toContain('    aws_s3_bucket.b: not taken: api error ThrottlingException: Rate exceeded');
});

describe('a replaced resource that the state knows by its predecessor', () => {
  const old = { mode: 'managed', type: 'aws_vpc', name: 'v', instances: [{ attributes: { id: 'vpc-old' } }] };
  const state = JSON.stringify({ resources: [old] });
  const throttled = 'api error ThrottlingException: Rate exceeded';
  const events = [begun('aws_vpc.v'), made('aws_vpc.v', 'vpc-1')];
  const deleted: TerraformEvent = { ...create('aws_vpc.v'), type: 'apply_complete', action: 'delete' };

  test('takes its place; nothing remains where the journal tells that the predecessor was deleted', async () => {
    const { session, terraform } = recovering(['vpc-1'], state);
    expect(await takeIn(session, [deleted, ...events])).toEqual(done);
    expect(terraform.forget).toHaveBeenCalledWith('aws_vpc.v');
    expect(terraform.importResource.mock.calls).toEqual([['aws_vpc.v', 'vpc-1']]);
  });

  test('takes its place; people are told to delete a predecessor that is in no state now', async () => {
    const { session } = recovering(['vpc-1', 'vpc-old'], state);
    expect(await takeIn(session, events)).toEqual({
      problems: ['aws_vpc.v is replaced, but its predecessor (vpc-old) may still exist, and is in no state: delete it'],
      again: false,
    });
  });

  test('leaves its place to the predecessor where it cannot be taken in', async () => {
    const { session, terraform, lines } = recovering(['vpc-old'], state, throttled);
    const { problems, again } = await takeIn(session, events);
    expect(terraform.importResource.mock.calls).toEqual([
      ['aws_vpc.v', 'vpc-1'],
      ['aws_vpc.v', 'vpc-old'],
    ]);
    expect(lines.at(-1)).toContain('its predecessor (vpc-old) is back in the state');
    expect(problems).toEqual(['aws_vpc.v (vpc-1) exists, but is not in the state']);
    expect(again).toBe(true);
  });

  test('is told together with its predecessor where neither can be taken in', async () => {
    const { session } = recovering([], state, throttled);
    expect((await takeIn(session, events)).problems).toEqual([
      `aws_vpc.v (vpc-1) exists, but is not in the state; its predecessor (vpc-old) may still exist, and is in no state: ${throttled}`,
    ]);
  });
});

describe('what was cut short when someone asked to stop', () => {
  const cut = (address: string): TerraformEvent => ({
    type: 'diagnostic',
    diagnostic: { severity: 'error', summary: 'waiting for it: context canceled', detail: '', address },
  });
  const inState = { mode: 'managed', type: 'aws_vpc', name: 'v', instances: [{ attributes: { id: 'vpc-1' } }] };

  test('is kept where the state has it, and imported where AWS made it', async () => {
    const { session, terraform } = recovering(['assets'], JSON.stringify({ resources: [inState] }));
    expect(await completeCutShort(session, [cut('aws_vpc.v'), cut('aws_s3_bucket.b')])).toEqual(done);
    expect(terraform.untaint).toHaveBeenCalledWith('aws_vpc.v');
    expect(terraform.importResource.mock.calls).toEqual([['aws_s3_bucket.b', 'assets']]);
  });

  test('is nothing after most runs', async () => {
    const { session, terraform } = recovering([]);
    expect(await completeCutShort(session, [begun('aws_vpc.v'), made('aws_vpc.v', 'vpc-1')])).toEqual(done);
    expect(terraform.untaint).not.toHaveBeenCalled();
  });
});
