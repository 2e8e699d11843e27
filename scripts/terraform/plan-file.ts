import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digestOf } from '../digest';

/** What is known about a saved plan without opening it; it holds no value of any attribute. */
export interface PlanMetadata {
  readonly stack: string;
  readonly purpose: 'deploy' | 'destroy';
  /** Git commit of the sources, `-dirty` when they were changed since. @default - not in a git repository */
  readonly commit?: string;
  readonly terraformVersion: string;
  /** SHA-256 of the synthesized stack. */
  readonly configurationDigest: string;
  /** SHA-256 of the plan file: what an approval is bound to. */
  readonly planDigest: string;
  readonly createdAt: string;
}

const metadataFile = (directory: string): string => path.join(directory, 'plan.json');

/** Terraform's own file. It holds secrets: it never leaves the working directory. */
export const planFile = (directory: string): string => path.join(directory, 'plan.tfplan');

/** Writes down what is known about the plan file that was just made, together with its digest. */
export function writePlanMetadata(directory: string, metadata: Omit<PlanMetadata, 'planDigest'>): PlanMetadata {
  const complete = { ...metadata, planDigest: digestOf(planFile(directory)) };
  writeFileSync(metadataFile(directory), `${JSON.stringify(complete, undefined, 2)}\n`);
  return complete;
}

/** The saved plan, when there is one and it is the file that its metadata describe. */
export function readPlanMetadata(directory: string): PlanMetadata | undefined {
  if (!existsSync(metadataFile(directory)) || !existsSync(planFile(directory))) return undefined;
  const metadata = JSON.parse(readFileSync(metadataFile(directory), 'utf8')) as PlanMetadata;
  return metadata.planDigest === digestOf(planFile(directory)) ? metadata : undefined;
}

/** A plan can be applied once: afterwards, and before the next one is made, it goes. */
export function removePlan(directory: string): void {
  rmSync(metadataFile(directory), { force: true });
  rmSync(planFile(directory), { force: true });
}

const shortestPrefix = 12;

/** Whether `given` names the plan: its whole digest, or the first twelve characters at least. */
export const namesPlan = (given: string, metadata: PlanMetadata): boolean =>
  given.length >= shortestPrefix && metadata.planDigest.startsWith(given.toLowerCase());
