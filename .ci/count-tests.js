'use strict';
// Prints `passed failed skipped` of a Jest report. A suite that does not even load counts as one failed test.
const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = require(process.argv[2]);
console.log(numPassedTests, numFailedTests + numRuntimeErrorTestSuites, numPendingTests);
