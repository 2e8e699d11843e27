import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DescribedRelease } from '../../../sandbox/releases';
import { chartSource } from '../../../scripts/rehearsal/chart-sources';
import { FakePrograms } from '../../support/fake-programs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'charts-'));
const options = { stackDirectory: '/stack', charts: folder, workDirectory: '/fetched' };

/** Makes a chart in the folder. */
function chart(name: string, content: string): DescribedRelease {
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, 'Chart.yaml'), `name: ${name}\n${content}`);
  return release(name);
}
const release = (name: string): DescribedRelease =>
  ({ chart: name, repository: 'https://charts.example.com', version: '1.2.0' }) as DescribedRelease;

let programs: FakePrograms | undefined;
afterEach(() => programs?.restore());

test("a chart of the project's own lies in the synthesized stack", async () => {
  const own = { chart: 'assets/Chart-app/ABC' } as DescribedRelease;
  expect(await chartSource(own, options)).toEqual({ folder: '/stack/assets/Chart-app/ABC' });
});

test('a chart from outside is taken from the folder that was named', async () => {
  expect(await chartSource(chart('keda', 'version: 1.2.0\n'), options)).toEqual({ folder: path.join(folder, 'keda') });
});

test('a chart of another version, or without the charts that it is made of, is not used', async () => {
  expect(await chartSource(chart('old', 'version: 1.1.0\n'), options)).toEqual({
    missing: `${folder}/old is version 1.1.0, and the stack pins 1.2.0`,
  });
  expect(await chartSource(chart('partial', 'version: 1.2.0\ndependencies: [{ name: common }]\n'), options)).toEqual({
    missing: `${folder}/partial lacks its chart common: helm dependency build ${folder}/partial`,
  });
});

test('what is not in the folder is fetched, if its repository answers', async () => {
  programs = new FakePrograms({ helm: ':' });
  expect(await chartSource(release('reloader'), options)).toEqual({ folder: '/fetched/reloader' });
  expect(programs.called).toEqual([
    'helm pull reloader --repo https://charts.example.com --version 1.2.0 --untar --untardir /fetched',
  ]);
  programs.restore();
  programs = new FakePrograms({ helm: 'exit 1' });
  expect(await chartSource(release('reloader'), { ...options, charts: undefined })).toEqual({
    missing: 'chart reloader 1.2.0 cannot be fetched from https://charts.example.com: name a folder with --charts',
  });
});
