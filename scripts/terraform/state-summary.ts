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
