import { resources, spread } from '../../../../constructs/platform/addons/pods';

test('a container says what it needs and where it is stopped; its CPU is not capped', () => {
  expect(resources({ cpu: '10m', memory: '64Mi', memoryLimit: '128Mi' })).toEqual({
    requests: { cpu: '10m', memory: '64Mi' },
    limits: { memory: '128Mi' },
  });
});

test('pods are spread over zones, then nodes, and still start where that is not possible', () => {
  const rule = { maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'x' } } };
  expect(spread({ app: 'x' })).toEqual([
    { ...rule, topologyKey: 'topology.kubernetes.io/zone' },
    { ...rule, topologyKey: 'kubernetes.io/hostname' },
  ]);
});
