// Made by widgets/manifest.ts of union-widgets 0.4.2; do not edit.

/** What may be set on every element, by property. */
export interface UnionAttributes {
  /** Whose figures: `region:320924`, `park:<code>`, `federation:<code>`. */
  scope?: string | null;
  /** Id of a metric of the catalogue, for the elements that show any. */
  metric?: string | null;
  /** Which scopes are ranked or mapped. */
  kind?: 'province' | 'city' | 'county' | 'town' | 'park' | 'federation' | null;
  /** What a flow is summed over. */
  period?: 'day' | 'month' | 'calendar-year' | 'union-year' | null;
  /** The day that the figures speak of; the latest when absent. */
  asOf?: string | null;
  /** Kind of site, contest or agreement, for metrics that have a figure for each. */
  ofKind?: string | null;
  /** `none` leaves targets and statuses out. */
  target?: 'auto' | 'none' | null;
  /** Address of the API; the place the script came from when absent. */
  base?: string | null;
  /** Address of one answer, instead of all that says what is asked for. */
  src?: string | null;
  /** The trusted document, or the files of the current publication. */
  source?: 'graphql' | 'static' | null;
  /** A day: figures as they were published until then; they are never called stale. */
  published?: string | null;
  /** Id of a publication: its figures for ever, and the element says so. */
  publication?: string | null;
  /** `zh-CN` or `en`; the language of the page when absent. */
  lang?: string | null;
  /** `auto` follows the page's `color-scheme`. */
  theme?: 'auto' | 'light' | 'dark' | 'contrast' | null;
  /** What is shown; the switch changes chart and table. */
  view?: 'chart' | 'trend' | 'table' | 'number' | null;
  /** Level of the heading. */
  headingLevel?: 2 | 3 | 4 | 5 | 6 | null;
  /** Large counts in sentences and key figures: 12,345 or 1.23万. */
  numbers?: 'grouped' | 'wan' | null;
  /** Age after the end of the as-of day from which figures are stale: `36`, `36h`, `3d`. */
  maxAge?: string | null;
}

/** The same by attribute, as a template writes it. */
export interface UnionMarkup {
  /** Whose figures: `region:320924`, `park:<code>`, `federation:<code>`. */
  scope?: string | undefined;
  /** Id of a metric of the catalogue, for the elements that show any. */
  metric?: string | undefined;
  /** Which scopes are ranked or mapped. */
  kind?: 'province' | 'city' | 'county' | 'town' | 'park' | 'federation' | undefined;
  /** What a flow is summed over. */
  period?: 'day' | 'month' | 'calendar-year' | 'union-year' | undefined;
  /** The day that the figures speak of; the latest when absent. */
  'as-of'?: string | undefined;
  /** Kind of site, contest or agreement, for metrics that have a figure for each. */
  'of-kind'?: string | undefined;
  /** `none` leaves targets and statuses out. */
  target?: 'auto' | 'none' | undefined;
  /** Address of the API; the place the script came from when absent. */
  base?: string | undefined;
  /** Address of one answer, instead of all that says what is asked for. */
  src?: string | undefined;
  /** The trusted document, or the files of the current publication. */
  source?: 'graphql' | 'static' | undefined;
  /** A day: figures as they were published until then; they are never called stale. */
  published?: string | undefined;
  /** Id of a publication: its figures for ever, and the element says so. */
  publication?: string | undefined;
  /** `zh-CN` or `en`; the language of the page when absent. */
  lang?: string | undefined;
  /** `auto` follows the page's `color-scheme`. */
  theme?: 'auto' | 'light' | 'dark' | 'contrast' | undefined;
  /** What is shown; the switch changes chart and table. */
  view?: 'chart' | 'trend' | 'table' | 'number' | undefined;
  /** Level of the heading. */
  'heading-level'?: 2 | 3 | 4 | 5 | 6 | undefined;
  /** Large counts in sentences and key figures: 12,345 or 1.23万. */
  numbers?: 'grouped' | 'wan' | undefined;
  /** Age after the end of the as-of day from which figures are stale: `36`, `36h`, `3d`. */
  'max-age'?: string | undefined;
}

export interface UnionEvents {
  /** The answer is drawn. */
  'union-ready': CustomEvent<{ state: string }>;
  /** An answer was read. */
  'union-data': CustomEvent<{ url: string; publicationId: string; asOf: string }>;
  /** A point was chosen, by Enter or a click. */
  'union-select': CustomEvent<{ table: string; index: number; text: string; scope: string | undefined }>;
  /** There is no answer. */
  'union-error': CustomEvent<{ url: string; code: string; reference: string }>;
  /** What is shown is old. */
  'union-stale': CustomEvent<{ asOf: string; reason: 'age' | 'late' | 'offline' }>;
  /** The service wants to know who asks. */
  'union-auth-needed': CustomEvent<{ url: string }>;
  /** The state is another. */
  'union-state-change': CustomEvent<{ state: string }>;
}

export interface UnionElement extends Omit<HTMLElement, 'lang'>, UnionAttributes {
  /** Reflected: what is shown. */
  readonly state: string;
  /** An answer that the page has already; nothing is fetched. */
  data: unknown;
  /** Asks the service for the answer again. */
  refresh(): Promise<void>;
  /** All tables as CSV with a byte order mark; empty without figures. */
  toCsv(): Promise<string>;
  /** A picture of the charts with heading, sentence and source. */
  toPng(): Promise<Blob>;
  /** The tables as text, cell by cell. */
  toTable(): Promise<readonly { caption: string; columns: readonly string[]; rows: readonly (readonly string[])[] }[]>;
  addEventListener<K extends keyof UnionEvents>(type: K, listener: (event: UnionEvents[K]) => void): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'union-park-coverage': UnionElement;
    'union-star-distribution': UnionElement;
    'union-assistance-share': UnionElement;
    'union-target': UnionElement;
    'union-ranking': UnionElement;
    'union-metric': UnionElement;
    'union-map': UnionElement;
  }
}
