'use strict';
const base = require('./jest.config');

/** @type {import('jest').Config} Containers on a real Kubernetes node, under load: what it measures bears no neighbours. */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/__tests__/real-node/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
  maxWorkers: 1,
};
