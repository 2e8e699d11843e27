'use strict';
// Bundles a TypeScript entry (packages stay external) and runs it. About half a second quicker than a loader that
// compiles file by file, and cdktf pays for the app on every command.
const { mkdirSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { buildSync } = require('esbuild');

/** Runs `entry` (relative to the project) in this process. */
function run(entry) {
  const root = path.dirname(__dirname);
  const outfile = path.join(root, '.build', path.basename(entry).replace(/\.ts$/, '.js'));
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    write: false,
  });
  // Several commands may run at once: a file appears whole or not at all.
  const partial = `${outfile}.${process.pid}`;
  mkdirSync(path.dirname(outfile), { recursive: true });
  writeFileSync(partial, outputFiles[0].contents);
  renameSync(partial, outfile);
  require(outfile);
}

module.exports = { run };

if (require.main === module) {
  try {
    run(process.argv[2]);
  } catch (error) {
    // esbuild has already said what does not compile, and where.
    if (!Array.isArray(error.errors)) throw error;
    process.exitCode = 1;
  }
}
