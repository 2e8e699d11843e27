import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { providerMirror } from '../../sandbox/provider-mirror';
import { installSimulator } from '../../sandbox/simulator-install';
import { bootstrapTarget, environmentTarget } from '../../scripts/target';
import { Terraform, terraformEnvironment } from '../../scripts/terraform/terraform';
import { synthesize } from '../../scripts/workspace';
import { fetchCharts } from '../support/chart-cache';

/**
 * Fetches plugins, the simulator and charts, before tests that run side by side want them: Terraform's plugin cache must not be
 * filled by two at a time.
 */
async function prepare(): Promise<void> {
  await installSimulator();
  await fetchCharts();
  const directory = mkdtempSync(path.join(os.tmpdir(), 'nxloy-prepare-'));
  try {
    const mirror = providerMirror({ workDirectory: directory });
    const [helm] = await mirror.available(['hashicorp/helm']);
    // The stack of an account needs no more than AWS.
    const target = helm ? environmentTarget('dev') : bootstrapTarget('dev');
    const stack = await synthesize({ ...target, directory });
    await new Terraform(stack, terraformEnvironment(undefined, mirror.environment)).init('-backend=false');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

prepare().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
