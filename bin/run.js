'use strict';
// Bundles a TypeScript entry (most packages stay external) and runs it. About half a second quicker than a loader that
// compiles file by file, and cdktf pays for the app on every command; an unchanged bundle is used again.
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const root = path.dirname(__dirname);

const { dependencies, devDependencies } = require('../package.json');
/** What stays outside of a bundle. Not zod: it is a hundred small files, which take a while to load one by one. */
const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => name !== 'zod');

/** Size and time of each source: they tell whether any was changed. */
const stampsOf = (sources) =>
  Object.fromEntries(
    sources.map((source) => {
      const { mtimeMs, size } = statSync(path.join(root, source));
      return [source, `${mtimeMs} ${size}`];
    }),
  );

/** Whether the bundle was made of just these sources. */
function isCurrent(outfile) {
  try {
    statSync(outfile);
    const stamps = JSON.parse(readFileSync(`${outfile}.sources`, 'utf8'));
    return JSON.stringify(stampsOf(Object.keys(stamps))) === JSON.stringify(stamps);
  } catch {
    return false;
  }
}

/** Several commands may run at once: a file appears whole or not at all. */
function writeWhole(file, content) {
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

function bundle(entry, outfile) {
  const { buildSync } = require('esbuild');
  const { metafile, outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    external: packages.flatMap((name) => [name, `${name}/*`]),
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    // Data files hold settings: of two that have one name, one would be lost.
    logOverride: { 'duplicate-object-key': 'error' },
    metafile: true,
    write: false,
  });
  // Before the bundle is there: one that is interrupted here counts as old.
  mkdirSync(path.dirname(outfile), { recursive: true });
  const stamps = JSON.stringify(stampsOf(Object.keys(metafile.inputs)));
  writeWhole(outfile, outputFiles[0].contents);
  writeWhole(`${outfile}.sources`, stamps);
}

/** Runs `entry` (relative to the project) in this process. */
function run(entry) {
  const outfile = path.join(root, '.build', path.basename(entry).replace(/\.ts$/, '.js'));
  try {
    if (!isCurrent(outfile)) bundle(entry, outfile);
  } catch (error) {
    // esbuild has already said what does not compile, and where.
    if (!Array.isArray(error.errors)) throw error;
    process.exitCode = 1;
    return;
  }
  require(outfile);
}

module.exports = { run };

if (require.main === module) run(process.argv[2]);
