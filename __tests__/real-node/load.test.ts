import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import { Load } from '../support/load';

/** What rolling.test.ts measures with, measured itself: no cluster is needed. */

const script = path.join(__dirname, '..', 'fixtures', 'http-app', 'server.js');
const port = 30090;
const url = `http://127.0.0.1:${port}`;
let server: ChildProcess;

beforeEach(async () => {
  server = spawn(process.execPath, [script], {
    env: { PORT: String(port), APP_VERSION: '1.0.0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout!, 'data');
});

afterEach(() => server.kill('SIGKILL'));

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function get(agent: http.Agent, route: string): Promise<http.IncomingMessage> {
  const [response] = (await once(http.get(url + route, { agent }), 'response')) as [http.IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response;
}

test('a load counts what is answered, and by whom', async () => {
  const load = new Load(url, 100);
  await pause(2000);
  const { requests, requestsPerSecond, failures, versions, slowestMs } = await load.stop();
  expect(failures).toEqual([]);
  expect(versions).toEqual({ '1.0.0': requests });
  expect(requestsPerSecond).toBeGreaterThan(80);
  expect(slowestMs).toBeGreaterThanOrEqual(400);
});

test('a load counts what is not answered, on new and on kept connections', async () => {
  const load = new Load(url, 100);
  await pause(1000);
  server.kill('SIGKILL');
  await pause(1000);
  const { requests, failures, versions } = await load.stop();
  expect(failures.length).toBeGreaterThan(50);
  expect(failures.length + versions['1.0.0']!).toBe(requests);
  expect(new Set(failures.map(({ keepAlive }) => keepAlive)).size).toBe(2);
  expect(failures.map(({ reason }) => reason)).toContain('ECONNREFUSED');
});

test('a server that is told to leave answers what it has, ends kept connections politely, and exits with 0', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const other = new http.Agent({ keepAlive: true });
  expect((await get(agent, '/')).headers.connection).toBe('keep-alive');
  const slow = get(other, '/slow');
  await pause(100);
  server.kill('SIGTERM');
  await pause(100);
  await expect(get(new http.Agent(), '/')).rejects.toThrow(/ECONNREFUSED/);
  expect((await slow).headers.connection).toBe('close');
  expect((await get(agent, '/')).headers.connection).toBe('close');
  expect(await once(server, 'exit')).toEqual([0, null]);
});
