import type { Synthesized } from './synth';

/** Addresses of all resources and data sources of a stack. */
function addresses({ json }: Synthesized): Map<string, unknown> {
  const of = (section: Record<string, Record<string, unknown>> = {}, prefix = ''): [string, unknown][] =>
    Object.entries(section).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, block]): [string, unknown] => [`${prefix}${type}.${id}`, block]),
    );
  return new Map([...of(json.resource), ...of(json.data, 'data.')]);
}

/**
 * Everything that has to exist before a resource does, and that is destroyed after it: what it depends on or refers to,
 * and so on.
 */
export function dependenciesOf(stack: Synthesized, address: string): Set<string> {
  const all = addresses(stack);
  const found = new Set<string>();
  const visit = (current: string): void => {
    const text = JSON.stringify(all.get(current));
    for (const other of text.match(/(data\.)?[a-z]+(_[a-z0-9]+)+\.[A-Za-z0-9_-]+/g) ?? [])
      if (other !== current && all.has(other) && !found.has(other)) {
        found.add(other);
        visit(other);
      }
  };
  visit(address);
  return found;
}
