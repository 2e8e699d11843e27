import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { PinnedChart } from '../../constructs/platform/charts';
import { fetchCharts, upstreamFolder } from '../support/chart-cache';
import { describeUnless, helmMissing } from '../support/cluster';
import { clusterDefaultsChart, helm } from '../support/helm';

/** A Helm repository on this machine stands for those of other projects. */

describeUnless(helmMissing())('charts of other projects', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nxloy-charts-'));
  const cache = path.join(folder, 'cache');
  const given = process.env.NXLOY_CHARTS;
  let server: Server;
  let asked: string[] = [];
  let chart: PinnedChart;

  beforeAll(async () => {
    delete process.env.NXLOY_CHARTS;
    const repository = path.join(folder, 'repository');
    await helm(['package', clusterDefaultsChart, '--version', '1.2.3', '--destination', repository]);
    await helm(['repo', 'index', repository]);
    server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.end(readFileSync(path.join(repository, url)));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const kubernetes = ['1.35', '1.35'] as const;
    chart = { name: 'cluster-defaults', repository: `http://127.0.0.1:${port}`, version: '1.2.3', kubernetes };
  });

  afterAll(async () => {
    if (given !== undefined) process.env.NXLOY_CHARTS = given;
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  test('are fetched once, at their version; what cannot be had is left out', async () => {
    const unknown = { ...chart, version: '9.9.9' };
    const unreachable = { ...chart, name: 'elsewhere', repository: 'http://127.0.0.1:1' };
    await fetchCharts([chart, unknown, unreachable], cache);
    const found = upstreamFolder(chart, cache)!;
    expect(readFileSync(path.join(found, 'Chart.yaml'), 'utf8')).toContain('version: 1.2.3');
    expect([unknown, unreachable].map((other) => upstreamFolder(other, cache))).toEqual([undefined, undefined]);
    expect(readdirSync(path.join(cache, 'charts'))).toEqual(['cluster-defaults-1.2.3']);

    asked = [];
    await fetchCharts([chart], cache);
    expect(asked).toEqual([]);
  });

  test('of a folder that somebody names come before those that were fetched', () => {
    process.env.NXLOY_CHARTS = path.dirname(clusterDefaultsChart);
    expect(upstreamFolder(chart, cache)).toBe(clusterDefaultsChart);
    delete process.env.NXLOY_CHARTS;
  });
});
