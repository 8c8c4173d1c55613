/** What the office's routes answer and its pages read. Types alone: nothing of the server reaches the browser by them. */

export type Words = { readonly zh: string; readonly en: string };

/** A field of a form: a column of the register's sheet. */
export type FieldSpec = Words & {
  readonly key: string;
  readonly kind: string;
  /** What to write, as the workbook's rules say it. */
  readonly hint: Words;
  readonly required: boolean;
  /** Whether it names the record, and so cannot be corrected. */
  readonly isKey: boolean;
  readonly maxLength: number | null;
  /** What its codes are of, by which choices are asked for; null when it refers to nothing. */
  readonly of: string | null;
  /** The codes that it may hold; null when it is none of a list. */
  readonly options: readonly (Words & { readonly code: string })[] | null;
};

export type RegisterSpec = Words & {
  /** Its table. */
  readonly name: string;
  readonly note: Words;
  readonly fields: readonly FieldSpec[];
  /** The fields that are filled together with an end; null: rows do not end. */
  readonly endFields: readonly string[] | null;
  /** Whether a correction may hold from a day on. */
  readonly hasPeriods: boolean;
};

export type RegisterName = Words & {
  readonly name: string;
  readonly mayCreate: boolean;
  /** Whether the workbook has a sheet of it, under the same name. */
  readonly isSheet: boolean;
};

export type FoundRecord = {
  readonly register: string;
  readonly id: string;
  readonly title: string;
  /** A second line: of what place or body it is. */
  readonly detail: string;
};

/** The values of a record by field, as a cell would hold them; null: empty. */
export type Texts = Readonly<Record<string, string | null>>;

export type Difference = Words & { readonly before: string | null; readonly after: string | null };

/** How a record came to be as it is: one entry a change, newest first. */
export type HistoryEntry = {
  readonly at: string;
  readonly by: string;
  /** The file, or what a form did. */
  readonly source: Words;
  readonly reason: string | null;
  readonly isFirst: boolean;
  readonly changes: readonly Difference[];
};

/** A time in which facts of the record held: half-open. */
export type Period = {
  readonly from: string;
  readonly to: string | null;
  readonly facts: readonly (Words & { readonly value: string })[];
};

export type StepSpec = Words & { readonly name: string; readonly fields: readonly FieldSpec[] };

export type WorkflowState = Words & {
  readonly name: string;
  readonly states: readonly (Words & { readonly name: string })[];
  readonly state: string;
  readonly dueOn: string | null;
  /** Whether the viewer takes steps with such records at all. */
  readonly mayAct: boolean;
  /** The steps that may be taken from the state. */
  readonly steps: readonly StepSpec[];
};

export type RecordPage = {
  readonly register: RegisterSpec;
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly values: Texts;
  /** What the viewer may do with it. */
  readonly may: { readonly correct: boolean; readonly end: boolean; readonly void: boolean };
  readonly periods: readonly Period[];
  readonly history: readonly HistoryEntry[];
  readonly workflow: WorkflowState | null;
};

/** Who asks, for the head of every page. */
export type Me = {
  readonly kind: string;
  readonly name: string;
  readonly roles: readonly (Words & { readonly federation: string | null })[];
  readonly csrfToken: string | null;
  readonly mayRead: boolean;
  readonly mayLoad: boolean;
  /** Whether the audit is open, and with it the looks at personal data. */
  readonly mayAudit: boolean;
};

/** A code that a field may hold, with what it is called. */
export type Choice = { readonly code: string; readonly name: string };

/** A line of the audit, newest first. */
export type AuditLine = {
  readonly at: string;
  readonly who: string;
  readonly action: string;
  /** What it is called. */
  readonly register: Words;
  /** What the row is named by; empty for what has none. */
  readonly row: string;
  readonly purpose: string | null;
};

/** `next`: by which the page after it is asked for; null on the last. */
export type AuditPage = {
  readonly events: readonly AuditLine[];
  readonly total: number;
  readonly next: number | null;
};

export type RuleProblem = Words & {
  readonly code: string;
  readonly severity: string;
  readonly register: string;
  readonly column: string | null;
  readonly value: string | null;
};

/** What a change did, or would do. */
export type Changed = {
  readonly dryRun: boolean;
  /** By which it can be undone; null when nothing was written. */
  readonly changeId: number | null;
  readonly records: readonly {
    readonly register: string;
    readonly name: Words;
    /** Null for a record that a dry run would create. */
    readonly id: string | null;
    readonly kind: 'created' | 'changed' | 'removed' | 'same';
    readonly changes: readonly Difference[];
  }[];
  readonly warnings: readonly RuleProblem[];
};

export type WorkPage = {
  readonly items: readonly {
    readonly kind: string;
    readonly recordId: string;
    readonly register: string;
    readonly step: string;
    readonly title: string;
    readonly dueOn: string | null;
    readonly due: string;
  }[];
  readonly counts: readonly (Words & {
    readonly kind: string;
    readonly overdue: number;
    readonly soon: number;
    readonly later: number;
    readonly none: number;
  })[];
  /** By which the page after it is asked for; null on the last. */
  readonly next: string | null;
};

export type Severity = 'error' | 'warning' | 'notice';

/** A problem of a file, where a spreadsheet shows it. */
export type FileProblem = Words & {
  readonly code: string;
  readonly severity: Severity;
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly cell: string | null;
  readonly value: string | null;
};
