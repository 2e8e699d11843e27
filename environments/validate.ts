import * as z from 'zod';
import { applicationRules, catalogueProblems } from './application-rules';
import { applicationName, applicationSchema, type Catalogue } from './application-schema';
import { applications } from './applications';
import { explain, show } from './explain';
import type { Problem, Rule } from './rule';
import { rules } from './rules';
import { type Candidate, problemsBetween } from './rules-between';
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

/** One environment's data, with what is wrong in its shape. */
interface Examined extends Candidate {
  readonly problems: readonly Problem[];
}

/** What was received at a path; nothing where the value itself is missing. */
function received(input: unknown, path: readonly PropertyKey[]): string {
  let value = input;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return value === undefined ? '' : ` (received ${show(value)})`;
}

/** Zod reports the length of what has the wrong type as well: the type says it all. */
const withoutEchoes = (issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] =>
  issues.filter((issue, index) => {
    const earlier = issues.slice(0, index).filter(({ path }) => path.join('.') === issue.path.join('.'));
    return !earlier.some(({ code }) => code === 'invalid_type');
  });

/** The places that an issue is about: unknown fields are several in one issue. */
const places = (issue: z.core.$ZodIssue): readonly (readonly PropertyKey[])[] =>
  issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];

const problemsOf = (name: string, input: unknown, issues: readonly z.core.$ZodIssue[]): Problem[] =>
  withoutEchoes(issues).flatMap((issue) =>
    places(issue).map((path) => ({
      path: [name, ...path.map(String)].join('.'),
      message: `${issue.message}${received(input, path)}`,
    })),
  );

function examine(input: EnvironmentInput): Examined {
  const given: unknown = (input as EnvironmentInput | undefined | null)?.name;
  const name = typeof given === 'string' ? given : '(unnamed)';
  const issues = environmentSchema.safeParse(input, { error: explain }).error?.issues ?? [];
  const problems = problemsOf(name, input, issues);
  const broken = new Set(issues.map(({ path }) => path[0]));
  const shapeless = issues.some(({ code, path }) => path.length === 0 && code === 'invalid_type');
  // The schema transforms nothing: what is well-formed is already what it will be.
  const environment = input as Environment;
  return { name, environment, problems, sound: (field) => !shapeless && !broken.has(field) };
}

/** What is wrong with the applications' catalogue, and the rules that it makes for environments once it is well-formed. */
function examineCatalogue(catalogue: Catalogue): {
  readonly problems: readonly Problem[];
  readonly rules: readonly Rule[];
} {
  const issues =
    z.record(applicationName, applicationSchema).safeParse(catalogue, { error: explain }).error?.issues ?? [];
  if (issues.length > 0) return { problems: problemsOf('applications', catalogue, issues), rules: [] };
  const problems = catalogueProblems(catalogue).map(({ path, message }) => ({ path: `applications.${path}`, message }));
  return { problems, rules: applicationRules(catalogue) };
}

const ruleProblems = ({ name, environment, sound }: Examined, rules: readonly Rule[]): readonly Problem[] =>
  rules
    .filter(({ reads }) => reads.every(sound))
    .flatMap((rule) => rule.check(environment))
    .map(({ path, message }) => ({ path: `${name}.${path}`, message }));

/**
 * Checks all environments, and the catalogue of applications that they share, and returns them typed.
 *
 * @throws ConfigurationError naming every problem of every environment at once: shapes, rules within one
 * environment, and rules between them. A rule is only skipped where a field that it reads is malformed.
 */
export function validateEnvironments(
  inputs: readonly EnvironmentInput[],
  catalogue: Catalogue = applications,
): Environment[] {
  const shared = examineCatalogue(catalogue);
  const examined = inputs.map(examine);
  const problems = [
    ...shared.problems,
    ...examined.flatMap((one) => one.problems),
    ...examined.flatMap((one) => ruleProblems(one, [...rules, ...shared.rules])),
    ...problemsBetween(examined.filter(({ sound }) => sound('name'))),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return examined.map(({ environment }) => environment);
}
