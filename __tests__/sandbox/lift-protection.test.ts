import { overrideFile } from '../../sandbox/derive';
import { liftFile, liftProtection } from '../../sandbox/lift-protection';
import { type Block, entries, type SynthesizedStack } from '../../sandbox/stack-json';
import { shippedEnvironment, synthesizeEnvironment } from '../support/stacks';

const options = { endpoint: 'http://127.0.0.1:5000' };
const prod: SynthesizedStack = synthesizeEnvironment(shippedEnvironment('prod')).json;

const resources = (stack: SynthesizedStack): [address: string, block: Block][] =>
  entries({ resource: stack.resource }).map(({ address, block }) => [address, block]);

/** What Terraform makes of a stack and an override: attributes are replaced, a lifecycle is merged. */
function merged(stack: SynthesizedStack, override: SynthesizedStack): Map<string, Block> {
  const overrides = new Map(resources(override));
  return new Map(
    resources(stack).map(([address, block]) => {
      const { lifecycle, ...attributes } = overrides.get(address) ?? {};
      const both = { ...(block.lifecycle as Block), ...(lifecycle as Block) };
      return [address, { ...block, ...attributes, ...(lifecycle ? { lifecycle: both } : {}) }];
    }),
  );
}

const guards = /"(prevent_destroy|(enable_)?deletion_protection(_enabled)?)":true/g;

describe('over prod', () => {
  const override = liftProtection(prod, options);
  const lifted = merged(prod, override);

  test('nothing prevents deletion any more', () => {
    expect(JSON.stringify(prod).match(guards)?.length).toBeGreaterThan(10);
    expect(JSON.stringify([...lifted.values()])).not.toMatch(guards);
  });

  test('only what exists is overridden, and only by what keeps it from being deleted', () => {
    const known = new Set(resources(prod).map(([address]) => address));
    const settings = resources(override).flatMap(([address, block]) => {
      expect(known).toContain(address);
      return Object.keys(block);
    });
    expect(Object.keys(override)).toEqual(['resource']);
    expect([...new Set(settings)].sort()).toEqual([
      'deletion_protection',
      'force_destroy',
      'lifecycle',
      'recovery_window_in_days',
    ]);
  });

  test('the rest of a lifecycle stays', () => {
    const cache = [...lifted].find(([address]) => address.startsWith('aws_elasticache_replication_group.'));
    expect(cache?.[1].lifecycle).toEqual({ ignore_changes: ['auth_token'], prevent_destroy: false });
    for (const [address, { lifecycle }] of resources(prod).filter(([, block]) => block.lifecycle)) {
      const { prevent_destroy: before, ...others } = lifecycle as Block;
      expect(lifted.get(address)?.lifecycle).toEqual({ ...others, ...(before ? { prevent_destroy: false } : {}) });
    }
  });

  test('final snapshots are taken or skipped as before', () => {
    const snapshots = (blocks: Iterable<[string, Block]>) =>
      [...blocks].map(([address, { skip_final_snapshot: skip }]) => [address, skip]).filter(([, skip]) => skip != null);
    expect(snapshots(lifted)).toEqual(snapshots(resources(prod)));
    expect(snapshots(lifted).map(([, skip]) => skip)).toContain(false);
  });
});

test.each([
  ['aws_db_instance', { deletion_protection: false }],
  ['aws_dynamodb_table', { deletion_protection_enabled: false }],
  ['aws_lb', { enable_deletion_protection: false }],
  ['aws_s3_bucket', { force_destroy: true }],
  ['aws_backup_vault', { force_destroy: true }],
  ['aws_ecr_repository', { force_delete: true }],
  ['aws_route53_zone', { force_destroy: true }],
  ['aws_secretsmanager_secret', { recovery_window_in_days: 0 }],
])('every %s can be deleted by %j', (type, expected) => {
  const override = liftProtection({ resource: { [type]: { a: {}, b: { lifecycle: {} } } } }, options);
  expect(override.resource).toEqual({ [type]: { a: expected, b: expected } });
});

test('prevent_destroy is lifted from any type, and where a lifecycle is written as a list', () => {
  const stack = {
    resource: {
      aws_kms_key: { k: { lifecycle: { prevent_destroy: true } } },
      aws_s3_bucket: { b: { lifecycle: [{ prevent_destroy: true, ignore_changes: ['tags'] }] } },
      aws_vpc: { unprotected: {}, explicitly: { lifecycle: { prevent_destroy: false } } },
    },
    data: { aws_s3_bucket: { read: {} } },
  };
  expect(liftProtection(stack, options).resource).toEqual({
    aws_kms_key: { k: { lifecycle: { prevent_destroy: false } } },
    aws_s3_bucket: { b: { force_destroy: true, lifecycle: { prevent_destroy: false } } },
  });
});

test('the stack itself keeps its protection', () => {
  const before = structuredClone(prod);
  liftProtection(prod, options);
  expect(prod).toEqual(before);
});

test.each(['https://127.0.0.1:5000', 'http://127.0.0.1.evil.com', 'http://127.0.0.1@evil.com', 'http://10.0.0.1', ''])(
  'protection is not lifted at %j',
  (endpoint) => expect(() => liftProtection(prod, { endpoint })).toThrow('the sandbox refuses the endpoint'),
);

test('Terraform takes the file for an override, and reads it after the other one of the sandbox', () => {
  expect(liftFile).toMatch(/_override\.tf\.json$/);
  expect(liftFile > overrideFile).toBe(true);
});

test('where nothing is protected, nothing is overridden', () => {
  expect(liftProtection({ resource: { aws_vpc: { v: {} } } }, options)).toEqual({});
});
