import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { stringify } from 'yaml';
import { pythonEnvironment } from '../../sandbox/python-environment';
import type { KubernetesObject } from './helm';

/** Groups whose objects come with Kubernetes itself; for others only an API server knows the schema. */
const isBuiltIn = ({ apiVersion }: KubernetesObject): boolean =>
  !apiVersion.includes('/') || /^(apps|autoscaling|policy|batch|[a-z.]+\.k8s\.io)\//.test(apiVersion);

/** What the schemas of one Kubernetes minor say against objects, one line each; unknown fields count. */
export async function schemaErrors(objects: readonly KubernetesObject[], minor: string): Promise<string[]> {
  const python = await pythonEnvironment({
    name: 'kubernetes-validate',
    title: 'the schemas of Kubernetes',
    requirements: path.join(__dirname, 'kubernetes-validate', 'requirements.txt'),
  });
  const builtIn = objects.filter(isBuiltIn);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nxloy-objects-'));
  const file = path.join(folder, 'objects.yaml');
  try {
    writeFileSync(file, builtIn.map((object) => stringify(object)).join('---\n'));
    return problemsIn(await validate(python, file, minor), builtIn.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function validate(python: string, file: string, minor: string): Promise<string[]> {
  const flags = ['--strict', '-k', minor, file];
  const { stdout, stderr } = await execa(python, ['-m', 'kubernetes_validate', ...flags], { reject: false });
  return `${stdout}\n${stderr}`.split('\n').filter(Boolean);
}

function problemsIn(lines: readonly string[], expected: number): string[] {
  const passed = lines.filter((line) => / passed for resource /.test(line));
  const problems = lines.filter((line) => !passed.includes(line));
  if (passed.length !== expected && problems.length === 0)
    throw new Error(`kubernetes-validate looked at ${passed.length} of ${expected} objects`);
  return problems;
}
