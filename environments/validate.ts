import { crossEnvironmentProblems, type Problem, rules } from './rules';
import { type Environment, type EnvironmentInput, environmentSchema } from './schema';

/** Wrong configuration: a message for people, without a stack trace. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(
      [
        `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in the environments' data; nothing was written:`,
        ...problems.map(({ path, message }) => `  ${path}: ${message}`),
      ].join('\n'),
    );
    this.name = 'ConfigurationError';
  }
}

/** What was received at a path, as a reader would type it; nothing where the value itself is missing. */
const received = (input: unknown, path: readonly PropertyKey[]): string => {
  let value = input;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return value === undefined ? '' : ` (received ${JSON.stringify(value)})`;
};

function shapeProblems(input: EnvironmentInput): Problem[] {
  const result = environmentSchema.safeParse(input);
  if (result.success) return [];
  const name = typeof input.name === 'string' ? input.name : '(unnamed)';
  return result.error.issues.map((issue) => ({
    path: [name, ...issue.path.map(String)].join('.'),
    message: `${issue.message}${received(input, issue.path)}`,
  }));
}

/**
 * Checks all environments and returns them typed.
 *
 * @throws ConfigurationError naming every problem of every environment at once: shapes, rules within one
 * environment, and rules between them.
 */
export function validateEnvironments(inputs: readonly EnvironmentInput[]): Environment[] {
  const shapes = inputs.flatMap(shapeProblems);
  const wellFormed = inputs.flatMap((input) => {
    const result = environmentSchema.safeParse(input);
    return result.success ? [result.data] : [];
  });
  const ruleProblems = wellFormed.flatMap((environment) => rules.flatMap((rule) => rule(environment)));
  const problems = [...shapes, ...ruleProblems, ...crossEnvironmentProblems(wellFormed)];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return wellFormed;
}
