'use strict';
const { mkdtempSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** One temporary folder for a whole run: cdktf leaves an output folder behind for each app of a test. */
module.exports = () => {
  process.env.TMPDIR = mkdtempSync(path.join(os.tmpdir(), 'nxloy-tests-'));
};
