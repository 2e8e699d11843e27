/** What is said about a state without looking into its resources. */
export interface StateSummary {
  /** Every copy of one state carries the same lineage. */
  readonly lineage: string;
  /** Grows with every change. */
  readonly serial: number;
  readonly resources: number;
}

/** Reads a state file's text; undefined when there is none, or when it is empty. */
export function summarizeState(text: string | undefined): StateSummary | undefined {
  if (!text?.trim()) return undefined;
  const state = JSON.parse(text) as { lineage?: string; serial?: number; resources?: readonly { mode?: string }[] };
  return {
    lineage: state.lineage ?? '',
    serial: state.serial ?? 0,
    resources: (state.resources ?? []).filter(({ mode }) => mode === 'managed').length,
  };
}

interface RawResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances?: readonly {
    readonly index_key?: string | number;
    /** Set where a replacement exists and this one waits to be deleted. */
    readonly deposed?: string;
    readonly attributes?: { readonly id?: unknown };
  }[];
}

/** Id of every resource and data source by its address; of one that is being replaced, that of the new one. */
export function idsInState(text: string | undefined): Map<string, string> {
  if (!text?.trim()) return new Map();
  const { resources = [] } = JSON.parse(text) as { resources?: readonly RawResource[] };
  const addressed = resources.flatMap(({ mode, type, name, instances = [] }) =>
    instances
      .filter(({ deposed }) => deposed === undefined)
      .map(({ index_key: index, attributes }): [string, string] => [
        `${mode === 'data' ? 'data.' : ''}${type}.${name}${index === undefined ? '' : `[${JSON.stringify(index)}]`}`,
        String(attributes?.id ?? ''),
      ]),
  );
  return new Map(addressed);
}
