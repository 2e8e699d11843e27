import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { alwaysAgree } from '../../scripts/confirm';
import { deployStack } from '../../scripts/deploy';
import { findEnvironment } from '../../scripts/target';
import { planFile, type PlanMetadata, writePlanMetadata } from '../../scripts/terraform/plan-file';
import type { Plan } from '../../scripts/terraform/planning';
import { listening } from '../support/listening';

const mockDone: string[] = [];
let mockPlan: Plan;
let mockOutputs: Record<string, unknown>;
let mockForgotten: boolean;

jest.mock('../../scripts/session', () => ({
  openSession: async (target: { directory: string }, output: unknown) => ({
    target,
    output,
    workspace: {
      configurationDigest: 'sources',
      terraform: { directory: target.directory, outputs: async () => mockOutputs },
    },
  }),
}));
jest.mock('../../scripts/checks/before-deploy', () => ({
  accessChecks: async () => mockDone.push('check access'),
  deployChecks: async () => mockDone.push('check'),
}));
jest.mock('../../scripts/kubernetes/pending-releases', () => ({
  recoverReleases: async () => {
    mockDone.push('recover releases');
    return mockForgotten;
  },
}));
jest.mock('../../scripts/terraform/planning', () => ({
  makePlan: async () => {
    mockDone.push('plan');
    return mockPlan;
  },
  openPlan: async () => {
    mockDone.push('open plan');
    return mockPlan;
  },
}));
jest.mock('../../scripts/apply', () => ({
  applyPlan: async () => mockDone.push('apply'),
  describeOutputs: () => [],
}));
jest.mock('../../scripts/record-release', () => ({
  recordRelease: async (_: unknown, { running_images: images }: typeof mockOutputs) =>
    mockDone.push(`record ${JSON.stringify(images)}`),
}));

let directory: string;
let metadata: PlanMetadata;

/** Deploys, with a plan at hand that was saved before. */
const deploy = (yes?: string): Promise<Plan> =>
  deployStack({ stack: 'dev', environment: findEnvironment('dev'), directory }, listening().output, {
    yes,
    confirmation: alwaysAgree,
  });

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'deploy-'));
  writeFileSync(planFile(directory), 'plan');
  metadata = writePlanMetadata(directory, {
    stack: 'dev',
    purpose: 'deploy',
    terraformVersion: '1.11.4',
    configurationDigest: 'sources',
    createdAt: '2026-05-01T10:00:00Z',
  });
  mockDone.length = 0;
  mockForgotten = false;
  mockOutputs = { running_images: { web: 'sha256:1' } };
  mockPlan = { metadata, changes: [], risks: [], empty: false, images: { web: 'sha256:1' } };
});
afterEach(() => rmSync(directory, { recursive: true }));

const before = ['check access', 'recover releases', 'open plan'];

test('what runs is recorded after it was applied', async () => {
  await deploy();
  expect(mockDone).toEqual([...before, 'check', 'apply', 'record {"web":"sha256:1"}']);
});

test('what runs is recorded when there is nothing to apply, for the run that did so may have failed at just that', async () => {
  mockPlan = { ...mockPlan, empty: true };
  await deploy(metadata.planDigest);
  expect(mockDone).toEqual([...before, 'record {"web":"sha256:1"}']);
});

test('an empty plan from before somebody deployed something else records nothing', async () => {
  mockPlan = { ...mockPlan, empty: true };
  mockOutputs = { running_images: { web: 'sha256:2' } };
  await deploy();
  expect(mockDone).toEqual(before);
});

describe('once a revision that an interrupted run left was forgotten', () => {
  beforeEach(() => void (mockForgotten = true));

  test('a new plan is made: an upgrade may have become an installation', async () => {
    await deploy();
    expect(mockDone.slice(0, 4)).toEqual(['check access', 'recover releases', 'plan', 'check']);
  });

  test('the plan that was agreed to before is refused, and is gone', async () => {
    await expect(deploy(metadata.planDigest)).rejects.toThrow('names a plan from before the recovery');
    expect(mockDone).toEqual(['check access', 'recover releases']);
    expect(existsSync(planFile(directory))).toBe(false);
  });
});
