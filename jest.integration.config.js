'use strict';
const base = require('./jest.config');

/** @type {import('jest').Config} Real Terraform against simulated AWS: minutes, not milliseconds. */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/__tests__/integration/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 900_000,
  // They wait for AWS's own pauses most of the time.
  maxWorkers: 3,
};
