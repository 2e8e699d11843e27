import type { SynthesizedStack } from '../../../sandbox/stack-json';
import { importId } from '../../../scripts/recovery/import-id';

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
