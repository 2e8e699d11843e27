/** A kind of object of the tests' own. */

export interface DefinitionProps {
  /** @default 'widgets' */
  readonly plural?: string;
  /** Fields that objects may have. @default ['size'] */
  readonly fields?: readonly string[];
  /** First word of the group, so that tests do not meet. @default 'tests' */
  readonly group?: string;
}

/** Its definition, as a chart would hold it. */
export interface Definition {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Defines the kind. */
export function definition({
  plural = 'widgets',
  fields = ['size'],
  group = 'tests',
}: DefinitionProps = {}): Definition {
  const singular = plural.slice(0, -1);
  const spec = { type: 'object', properties: Object.fromEntries(fields.map((field) => [field, { type: 'string' }])) };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}.nxloy.com`, annotations: { 'nxloy.com/note': 'as it was' } },
    spec: {
      group: `${group}.nxloy.com`,
      scope: 'Namespaced',
      names: { kind: capital(singular), listKind: `${capital(singular)}List`, plural, singular },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        },
      ],
    },
  };
}
