import { describePlan } from '../../../scripts/terraform/plan-report';
import type { Plan } from '../../../scripts/terraform/planning';
import { change } from '../../support/change';

const plan = (part: Partial<Plan>): Plan => ({
  metadata: { stack: 'dev', planDigest: 'abcdef0123456789ffff' } as Plan['metadata'],
  changes: [],
  risks: [],
  empty: false,
  ...part,
});

const text = (part: Partial<Plan>): string => describePlan(plan(part)).join('\n');

test('nothing to do is one line', () =>
  expect(describePlan(plan({ empty: true }))).toEqual(['dev: nothing to do, everything is as described']));

test('counts, names what changes, and tells whether a replacement leaves a gap', () => {
  const changes = [
    change('aws_vpc', { actions: ['create'] }),
    change('aws_db_instance', { actions: ['delete', 'create'] }),
  ];
  expect(text({ changes })).toContain('dev: 1 created, 1 replaced');
  expect(text({ changes })).toContain('aws_db_instance.one is replaced, with an outage in between');
});

test('says which attributes are behind a change', () => {
  const tags = { tags: { a: 'b' }, tags_all: { a: 'b' } };
  const updated = change('aws_vpc', {
    before: { arn: 'x', id: 'i' },
    after: { id: 'i', ...tags },
    unknown: { arn: true },
  });
  const replaced = change('aws_subnet', { actions: ['delete', 'create'], replacedFor: ['cidr_block'] });
  const lines = text({ changes: [updated, replaced] });
  expect(lines).toContain('aws_vpc.one is changed: arn, tags\n');
  expect(lines).toContain('aws_subnet.one is replaced, with an outage in between, because of cidr_block\n');
});

test('many new resources are listed by type', () => {
  expect(text({ changes: Array.from({ length: 20 }, () => change('aws_subnet', { actions: ['create'] })) })).toContain(
    '20 × aws_subnet',
  );
});

test('risks come with their resource and rule', () => {
  expect(text({ risks: [{ rule: 'data-loss', address: 'aws_s3_bucket.b', message: 'is deleted' }] })).toContain(
    '! aws_s3_bucket.b is deleted [data-loss]',
  );
});

test('values of attributes are never shown', () => {
  expect(
    text({ changes: [change('aws_vpc', { before: { p: 'old-secret' }, after: { p: 'new-secret' } })] }),
  ).not.toContain('secret');
});
