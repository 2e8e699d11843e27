import type { SynthesizedStack } from '../../../sandbox/stack-json';
import { importId, resolve } from '../../../scripts/recovery/import-id';

const stack: SynthesizedStack = {
  resource: {
    aws_route_table_association: { a: { subnet_id: '${aws_subnet.s.id}', route_table_id: '${aws_route_table.t.id}' } },
    aws_iam_role_policy_attachment: { p: { role: '${aws_iam_role.r.name}', policy_arn: 'arn:aws:iam::aws:policy/X' } },
    aws_db_instance: { d: { identifier: 'nxloy-dev' } },
    aws_wafv2_web_acl: { w: { name: 'fire', scope: 'CLOUDFRONT' } },
  },
};
const ids = new Map([
  ['aws_subnet.s', 'subnet-1'],
  ['aws_route_table.t', 'rtb-1'],
  ['aws_iam_role.r', 'nodes'],
]);
const of = (address: string, id: string): string | undefined => importId(stack, { address, id }, ids);

test('most types are imported by their id', () => expect(of('aws_vpc.v', 'vpc-1')).toBe('vpc-1'));

test.each([
  ['aws_route_table_association.a', 'subnet-1/rtb-1'],
  ['aws_iam_role_policy_attachment.p', 'nodes/arn:aws:iam::aws:policy/X'],
  ['aws_db_instance.d', 'nxloy-dev'],
  ['aws_wafv2_web_acl.w', 'x/fire/CLOUDFRONT'],
])('%s is imported by its relations', (address, expected) => expect(of(address, 'x')).toBe(expected));

test('a relation that is not known makes it impossible, not wrong', () => {
  expect(importId(stack, { address: 'aws_route_table_association.a', id: 'x' }, new Map())).toBeUndefined();
});

test.each([
  ['${aws_route53_zone.z.zone_id}', 'Z1'],
  ['${data.aws_route53_zone.d.zone_id}', 'Z2'],
  ['${data.aws_route53_zone.d.id}', 'Z2'],
  ['${aws_kms_key.k.key_id}', '1234'],
  ['alias/${aws_kms_key.k.id}', 'alias/1234'],
])('%s is resolved by an id', (value, expected) => {
  const known = new Map([
    ['aws_route53_zone.z', 'Z1'],
    ['data.aws_route53_zone.d', 'Z2'],
    ['aws_kms_key.k', '1234'],
  ]);
  expect(resolve(value, known)).toBe(expected);
});

test.each(['${data.aws_route53_zone.d.name}', '${aws_lb.l.zone_id}', '${aws_s3_bucket.none.id}', 5])(
  '%s is not an id that is known',
  (value) => {
    const known = new Map([
      ['data.aws_route53_zone.d', 'Z2'],
      ['aws_lb.l', 'arn'],
    ]);
    expect(resolve(value, known)).toBeUndefined();
  },
);
