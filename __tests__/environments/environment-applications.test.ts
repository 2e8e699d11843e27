import { applicationsOf, hostNamed, publicHosts } from '../../environments/environment-applications';
import { shippedEnvironment } from '../support/stacks';

const dev = shippedEnvironment('dev');

test('an environment lays its sizes and settings over the catalogue, and leaves the rest', () => {
  const changed = { size: { replicas: 4 }, settings: { LOG_LEVEL: 'debug' } };
  const { backend } = applicationsOf({ ...dev, applications: { backend: changed } });
  expect(backend).toMatchObject({
    size: { replicas: 4, requests: { cpu: '250m' } },
    settings: { NODE_ENV: 'production', LOG_LEVEL: 'debug' },
    port: { number: 8080 },
  });
});

test('jobs are finished where queues are worked on', () => {
  const inside = applicationsOf({ ...dev, worker: { mode: 'inside-backend' } });
  expect(inside).not.toHaveProperty('worker');
  expect(inside.backend).toMatchObject({ jobSeconds: 90 });
  const separate = applicationsOf({ ...dev, worker: { mode: 'separate' } });
  expect(separate.worker).toMatchObject({ jobSeconds: 90 });
  expect(separate.backend!.jobSeconds).toBeUndefined();
});

test('a host is what the environment names, or lies directly below its zone', () => {
  expect(hostNamed(shippedEnvironment('prod'), 'web')).toBe('app.nxloy.com');
  expect(hostNamed(dev, 'reports')).toBe('reports.dev.nxloy.com');
  expect(hostNamed(dev, 'zone')).toBe('zone.dev.nxloy.com');
});

test('every public application has a host in the certificate', () => {
  expect(publicHosts(dev)).toEqual(['api.dev.nxloy.com', 'dev.nxloy.com', 'm.dev.nxloy.com']);
});
