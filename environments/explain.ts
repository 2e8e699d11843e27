import * as z from 'zod';

/** A value as its writer would recognise it, cut short. */
export function show(value: unknown): string {
  const text = typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

const kinds: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const list = (values: readonly unknown[]): string => values.map(show).join(', ');

/** What is missing, or what should stand in place of what is there. */
const instead = (input: unknown, wanted: string): string =>
  input === undefined ? `is missing: add ${wanted}` : `must be ${wanted}: correct it`;

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'array') return `must list ${minimum} at least: add ${minimum === 1 ? 'one' : 'more'}`;
  if (origin === 'string') return 'must not be empty: fill it in';
  return inclusive ? `must be ${minimum} at least: raise it` : `must be above ${minimum}: raise it`;
}

/** Zod's own findings in words that name rule and mend. Schemas with a message of their own keep it. */
export const explain: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return instead(issue.input, kinds[issue.expected] ?? `a ${issue.expected}`);
    case 'invalid_value':
      return instead(issue.input, issue.values.length === 1 ? list(issue.values) : `one of ${list(issue.values)}`);
    case 'invalid_union':
      return `must be one of ${list((issue.options ?? []) as unknown[])}: correct it`;
    case 'too_small':
      return tooSmall(issue as z.core.$ZodIssueTooSmall);
    case 'too_big':
      return `must be ${issue.maximum} at most: lower it`;
    case 'invalid_format':
      return issue.format === 'email' ? 'must be an e-mail address such as "platform@example.com"' : undefined;
    case 'unrecognized_keys': {
      const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
      return `is not a field: remove it, or correct it to one of ${known.join(', ')}`;
    }
    default:
      return undefined;
  }
};
