import type { Catalogue } from '../../environments/application-schema';
import { dev } from '../../environments/dev';
import type { EnvironmentInput } from '../../environments/schema';
import { ConfigurationError, validateEnvironments } from '../../environments/validate';

/** A copy of an environment with the value at a dotted path replaced; `undefined` removes it. */
export function changed(path: string, value: unknown, base: EnvironmentInput = dev): EnvironmentInput {
  const copy = structuredClone(base);
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<Record<string, unknown>>(
    (node, key) => node[key] as Record<string, unknown>,
    copy as unknown as Record<string, unknown>,
  );
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

/** What validation says of some environments and a catalogue of applications, one `path: message` each. */
export function problemsIn(environments: readonly EnvironmentInput[], catalogue?: Catalogue): string[] {
  try {
    validateEnvironments(environments, catalogue);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
}

/** What validation says of some environments with the shipped catalogue. */
export const problems = (...environments: readonly EnvironmentInput[]): string[] => problemsIn(environments);
