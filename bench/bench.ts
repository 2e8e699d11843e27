import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { writeFlatProgram } from './flat-program';

const root = path.dirname(__dirname);
const build = path.join(root, '.build');
const runs = 7;

interface Measurement {
  /** Of processor time, which other programs on the machine add little to; of the clock for the CLI. */
  readonly seconds: number;
  readonly megabytes: number;
}

/** Medians over all rounds. */
interface Summary extends Measurement {
  readonly all: readonly Measurement[];
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Runs a Node program once in a fresh output folder; what it used is what the process itself reports at its end. */
async function once(scratch: string, args: readonly string[], env: Record<string, string> = {}): Promise<Measurement> {
  const usage = path.join(scratch, 'usage');
  const outdir = path.join(scratch, 'out');
  rmSync(outdir, { recursive: true, force: true });
  await execa('node', ['--require', path.join(root, 'bench', 'report-usage.js'), ...args], {
    cwd: root,
    env: { CDKTF_OUTDIR: outdir, USAGE_FILE: usage, ...env },
  });
  return JSON.parse(readFileSync(usage, 'utf8')) as Measurement;
}

/** Medians of several programs, run in turn so that a busy moment of the machine hits all of them. */
async function compare(
  programs: Record<string, () => Promise<Measurement>>,
  rounds = runs,
): Promise<Record<string, Summary>> {
  const results = new Map<string, Measurement[]>(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, program] of Object.entries(programs)) results.get(name)!.push(await program());
  return Object.fromEntries(
    [...results].map(([name, all]) => [
      name,
      { all, seconds: median(all.map((one) => one.seconds)), megabytes: median(all.map((one) => one.megabytes)) },
    ]),
  );
}

/** Median of the ratios within each round: a busy moment slows both programs of its round. */
const ratio = (one: Summary, other: Summary): number =>
  median(one.all.map(({ seconds }, round) => seconds / other.all[round]!.seconds));

let failed = 0;
function report(what: string, value: number, limit: number, unit: string): void {
  const good = value <= limit;
  if (!good) failed += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what}: ${value.toFixed(2)} ${unit} (at most ${limit} ${unit})`);
}

async function cdktf(scratch: string, app: string): Promise<Measurement> {
  const started = performance.now();
  await execa(
    'node',
    [require.resolve('cdktf-cli/bundle/bin/cdktf'), 'synth', '--app', app, '--output', path.join(scratch, 'cli')],
    {
      cwd: root,
      env: { CHECKPOINT_DISABLE: '1', CI: '1' },
    },
  );
  return { seconds: (performance.now() - started) / 1000, megabytes: 0 };
}

async function main(): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'nxloy-bench-'));
  mkdirSync(build, { recursive: true });
  const flat = path.join(build, 'flat.js');
  const appCommand = 'node bin/run.js main.ts';
  try {
    await once(scratch, ['bin/run.js', 'main.ts']);
    const resources = writeFlatProgram(path.join(scratch, 'out'), flat);
    console.log(`${resources} resources, medians of ${runs} runs\n`);

    const app = await compare({
      app: () => once(scratch, ['bin/run.js', 'main.ts']),
      flat: () => once(scratch, [flat]),
      imports: () => once(scratch, ['bin/run.js', 'bench/many-environments.ts'], { COPIES: '0' }),
      one: () => once(scratch, ['bin/run.js', 'bench/many-environments.ts'], { COPIES: '1' }),
      ten: () => once(scratch, ['bin/run.js', 'bench/many-environments.ts'], { COPIES: '10' }),
    });
    const cli = await compare({ synth: () => cdktf(scratch, appCommand), idle: () => cdktf(scratch, 'node -e 0') }, 5);
    for (const [name, { seconds, megabytes }] of Object.entries({ ...app, ...cli }))
      console.log(
        `     ${name.padEnd(8)} ${seconds.toFixed(2)} s${megabytes > 0 ? `, ${megabytes.toFixed(0)} MB` : ''}`,
      );
    console.log();
    report('app against the flat program', ratio(app.app!, app.flat!), 1.3, 'x');
    report('cdktf synth against the CLI itself', ratio(cli.synth!, cli.idle!), 1.6, 'x');
    report('peak memory of the app', app.app!.megabytes, 250, 'MB');
    report(
      'ten environments against one, above the imports',
      (app.ten!.seconds - app.imports!.seconds) / (app.one!.seconds - app.imports!.seconds),
      10,
      'x',
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
