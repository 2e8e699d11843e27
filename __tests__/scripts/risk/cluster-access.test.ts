import { clusterAccess } from '../../../scripts/risk/cluster-access';
import { change } from '../../support/change';

const cluster = (cidrs: string[], open = true, version = '1.34') => ({
  version,
  vpc_config: [{ public_access_cidrs: cidrs, endpoint_public_access: open }],
});

test.each([
  ['a new version', cluster(['10.0.0.0/8']), cluster(['10.0.0.0/8'], true, '1.35')],
  ['an API for everyone', cluster(['10.0.0.0/8']), cluster(['0.0.0.0/0'])],
  ['a public address', cluster(['10.0.0.0/8'], false), cluster(['10.0.0.0/8'])],
])('%s is a risk', (_, before, after) => {
  expect(clusterAccess.assess(change('aws_eks_cluster', { before, after }))).toHaveLength(1);
});

test('a narrower API and a new cluster are not', () => {
  expect(
    clusterAccess.assess(change('aws_eks_cluster', { before: cluster(['0.0.0.0/0']), after: cluster(['10.0.0.0/8']) })),
  ).toEqual([]);
  expect(
    clusterAccess.assess(change('aws_eks_cluster', { actions: ['create'], after: cluster(['0.0.0.0/0']) })),
  ).toEqual([]);
});

test('other rights of someone are a risk', () => {
  const groups = (names: string[], tags = {}) => ({ kubernetes_groups: names, tags });
  const assess = (before: object, after: object) =>
    clusterAccess.assess(change('aws_eks_access_entry', { before: { ...before }, after: { ...after } }));
  expect(assess(groups(['viewers']), groups(['administrators']))).toHaveLength(1);
  expect(assess(groups(['viewers']), groups(['viewers'], { Owner: 'b' }))).toEqual([]);
});
