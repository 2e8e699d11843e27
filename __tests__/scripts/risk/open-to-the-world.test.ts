import { openToTheWorld } from '../../../scripts/risk/open-to-the-world';
import { change } from '../../support/change';

const world = { cidr_blocks: ['0.0.0.0/0'], from_port: 22, to_port: 22 };
const inside = { cidr_blocks: ['10.0.0.0/8'], from_port: 22, to_port: 22 };

test.each([
  ['inline rules', 'aws_security_group', { before: { ingress: [inside] }, after: { ingress: [inside, world] } }],
  ['a rule of its own', 'aws_security_group_rule', { actions: ['create'], after: { type: 'ingress', ...world } }],
  [
    'the newer rule',
    'aws_vpc_security_group_ingress_rule',
    { actions: ['create'], after: { cidr_ipv4: '0.0.0.0/0', from_port: 443, to_port: 443 } },
  ],
  [
    'IPv6',
    'aws_vpc_security_group_ingress_rule',
    { actions: ['create'], after: { cidr_ipv6: '::/0', from_port: 443, to_port: 443 } },
  ],
])('%s opened to everyone is a risk', (_, type, part) => {
  expect(openToTheWorld.assess(change(type, part)).join()).toMatch(/opens port (22|443) to the whole internet/);
});

test('a source that becomes known only while applying is a risk on an existing rule', () => {
  const part = { before: { cidr_ipv4: '10.0.0.0/8' }, unknown: { cidr_ipv4: true } };
  expect(openToTheWorld.assess(change('aws_vpc_security_group_ingress_rule', part))).toHaveLength(1);
});

test.each([
  ['a private range', 'aws_security_group_rule', { actions: ['create'], after: { type: 'ingress', ...inside } }],
  ['what goes out', 'aws_security_group_rule', { actions: ['create'], after: { type: 'egress', ...world } }],
  [
    'what was open before',
    'aws_security_group',
    { before: { ingress: [world] }, after: { ingress: [world], description: 'x' } },
  ],
])('%s is not', (_, type, part) => expect(openToTheWorld.assess(change(type, part))).toEqual([]));
