/**
 * Terraform's machine-readable event stream, as far as it is used here. Values of attributes are not part of it, and
 * snippets of diagnostics, which may hold some, are left out on purpose.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export type Action = 'create' | 'update' | 'delete' | 'replace' | 'read' | 'import' | 'noop' | 'move' | 'remove';

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** @default - it is about no single resource */
  readonly address?: string;
}

/** What is known about one resource at one moment of an operation. */
interface ResourceEvent {
  readonly at: Date;
  readonly address: string;
  readonly resourceType: string;
  readonly action: Action;
}

export interface CompleteEvent extends ResourceEvent {
  readonly type: 'apply_complete';
  /** The resource's id as its provider calls it. @default - not told, as for deletions */
  readonly id?: string;
}

/** One line of the stream that is of use here. */
export type TerraformEvent =
  | { readonly type: 'version'; readonly terraform: string }
  | (ResourceEvent & { readonly type: 'planned_change' | 'apply_start' | 'apply_progress' | 'apply_errored' })
  | CompleteEvent
  | { readonly type: 'refresh_complete'; readonly at: Date; readonly address: string }
  | {
      readonly type: 'change_summary';
      readonly operation: string;
      readonly add: number;
      readonly change: number;
      readonly remove: number;
    }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic };

interface RawResource {
  readonly resource?: { readonly addr: string; readonly resource_type: string };
  readonly action?: Action;
  readonly id_value?: string;
}

interface RawEvent {
  readonly type?: string;
  readonly '@timestamp'?: string;
  readonly terraform?: string;
  readonly change?: RawResource;
  readonly hook?: RawResource;
  readonly changes?: {
    readonly operation: string;
    readonly add: number;
    readonly change: number;
    readonly remove: number;
  };
  readonly diagnostic?: Diagnostic & { readonly snippet?: unknown };
}

function parseJson(line: string): RawEvent | undefined {
  try {
    return JSON.parse(line) as RawEvent;
  } catch {
    // The last line of a journal whose writer was killed may be half a line.
    return undefined;
  }
}

const timeOf = (raw: RawEvent): Date => new Date(raw['@timestamp'] ?? 0);

const resourceEvent = (raw: RawEvent, body: RawResource | undefined): ResourceEvent | undefined =>
  body?.resource && {
    at: timeOf(raw),
    address: body.resource.addr,
    resourceType: body.resource.resource_type,
    action: body.action ?? 'noop',
  };

/** One line of the stream; undefined for what is of no interest here. */
export function parseEvent(line: string): TerraformEvent | undefined {
  const raw = parseJson(line);
  switch (raw?.type) {
    case 'version':
      return { type: 'version', terraform: raw.terraform ?? '' };
    case 'planned_change': {
      const event = resourceEvent(raw, raw.change);
      return event && { type: 'planned_change', ...event };
    }
    case 'apply_start':
    case 'apply_progress':
    case 'apply_errored': {
      const event = resourceEvent(raw, raw.hook);
      return event && { type: raw.type, ...event };
    }
    case 'apply_complete': {
      const event = resourceEvent(raw, raw.hook);
      return event && { type: 'apply_complete', ...event, id: raw.hook?.id_value || undefined };
    }
    case 'refresh_complete':
      return raw.hook?.resource && { type: 'refresh_complete', at: timeOf(raw), address: raw.hook.resource.addr };
    case 'change_summary':
      return raw.changes && { type: 'change_summary', ...raw.changes };
    case 'diagnostic':
      return raw.diagnostic && { type: 'diagnostic', diagnostic: withoutSnippet(raw.diagnostic) };
    default:
      return undefined;
  }
}

const withoutSnippet = ({ severity, summary, detail, address }: Diagnostic): Diagnostic => ({
  severity,
  summary,
  detail: detail ?? '',
  address,
});
