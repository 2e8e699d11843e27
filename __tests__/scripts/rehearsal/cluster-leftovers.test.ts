import { assertOnlyDefinitionsAreLeft, assertUntouched } from '../../../scripts/rehearsal/cluster-leftovers';

const releases = [
  { name: 'keda', namespace: 'kube-system' },
  { name: 'web', namespace: 'nxloy' },
];
const before = ['ConfigMap/kube-system/own', 'Namespace//kube-system'];
const definition = 'CustomResourceDefinition//scaledobjects.keda.sh';

test('definitions may stay, and are told', () => {
  expect(assertOnlyDefinitionsAreLeft(before, [...before, definition])).toEqual([definition]);
});

test('anything else that stays is an error that names it', () => {
  const left = 'Secret/kube-system/certificate';
  expect(() => assertOnlyDefinitionsAreLeft(before, [...before, definition, left])).toThrow(
    `still holds 1 things that were not there before:\n    ${left}`,
  );
});

test('a cluster with one of the namespaces is not touched, unless every cluster has it', () => {
  expect(() => assertUntouched(releases, before, 'kind-own')).not.toThrow();
  expect(() => assertUntouched(releases, [...before, 'Namespace//nxloy'], 'kind-own')).toThrow(
    'cluster kind-own: has a namespace "nxloy" already',
  );
});
