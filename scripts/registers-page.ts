import { findSheet } from '@union/intake/sheets/sheets.ts';
import { recordRegisters } from '@union/registers/record-registers.ts';
import { workKinds } from '@union/registers/work-list/work-kinds.ts';
import { workflows } from '@union/registers/workflows/workflows.ts';
import { systems } from '@union/schema/registers/systems.ts';

/** Periods of enterprises are a table without a sheet or a connection of its own. */
const sheetOf = (table: string) => (table === 'enterprise_period' ? 'enterprise' : table);

/** The names that a table has elsewhere; undefined where it has none. */
export function namesOf(table: string): { readonly sheet: string | undefined; readonly type: string | undefined } {
  if (table === 'enterprise_period') return { sheet: findSheet('enterprise')?.zh, type: 'EnterprisePeriod' };
  const described = recordRegisters.find(({ name }) => name === table);
  return { sheet: findSheet(sheetOf(table))?.zh, type: described?.typeName };
}

/** The page of the registers in Markdown: where each system has its place, how rows are changed, and the workflows. */
export function registersPage(): string {
  const rows = systems.map(({ no, zh, en, tables, metrics, queries = [] }) => {
    const sheets = [...new Set(tables.map((table) => namesOf(table).sheet))];
    const types = tables.map((table) => `\`${namesOf(table).type}\``);
    const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(' ');
    return `| ${no} | ${zh} ${en} | ${code(tables)} | ${sheets.join('、')} | ${[...types, ...queries.map((name) => `\`${name}\``)].join(' ')} | ${code(metrics)} |`;
  });
  const flows = workflows.map(({ name, zh, en, states, steps }) => {
    const listed = steps.map(
      (step) =>
        `| \`${step.name}\` | ${step.zh} ${step.en} | ${step.from.map((state) => `\`${state.toUpperCase()}\``).join(' ') || '—'} | ${step.input
          .map(({ column, required }) => `${column.zh}${required ? ' *' : ''}`)
          .join('、')} |`,
    );
    return `### ${zh} ${en} (\`${name}\`)

${Object.entries(states)
  .map(([state, words]) => `\`${state.toUpperCase()}\` ${words.zh} ${words.en}`)
  .join(' · ')}

| step | | from | asks for |
|---|---|---|---|
${listed.join('\n')}
`;
  });
  const work = Object.entries(workKinds).map(
    ([name, { zh, en, register, action, step }]) =>
      `| \`${name.toUpperCase()}\` | ${zh} ${en} | \`${register}\` | ${action} | \`${step}\` |`,
  );
  return `# 台账 Registers

Written by \`node scripts/print-docs.ts\` from \`schema/registers/systems.ts\`, \`services/registers/\` and the sheets; edit there.

Every system that the source documents name has its place:

| | 系统 system | 表 tables | 填报表 sheet | GraphQL | 指标 metrics |
|---|---|---|---|---|---|
${rows.join('\n')}

## Changing single records

What each column holds, its unit and what an empty cell means stand in [the workbook's page](workbook.md); fields, inputs and forms say the same words, and each field the column that it comes from.

Each register has \`createX\`, \`correctX\`, \`endX\` where its rows end, and \`voidX\`. They keep the rules of its sheet, word for word.

- **Version.** A change takes the \`version\` that was read. When somebody else was faster the answer is \`VersionConflict\` with the record as it stands and as it would have become.
- **The past.** What a row held before is kept with the change. \`correctEnterprise\`, \`correctCoverageLink\` and \`correctRegionalRule\` take \`effectiveOn\`: the row ends there and another begins, and what was before stays.
- **Dry run.** \`dryRun: true\` answers every field that would change, and every warning, and writes nothing.
- **Warnings** stop a change until \`acceptWarnings: true\`.
- **Undo.** Each change has a \`changeId\`; \`undoChange\` takes it back unless something later builds on it. It is the number of an import: \`pnpm intake list\` shows it too.
- **Answers** are a union: \`RecordChanged\`, \`RuleBroken\`, \`VersionConflict\`, \`RecordNotFound\`, \`NotAllowed\`, \`StepNotAllowed\`. What lies outside of a caller's federations is \`RecordNotFound\`.

\`\`\`graphql
mutation ($id: ID!, $version: String!) {
  correctCongressProposal(id: $id, version: $version, input: { dueOn: "2026-12-31" }, dryRun: true) {
    ... on RecordChanged { changeId records { version changes { field before after } } warnings { messageZh } }
    ... on RuleBroken { problems { field value messageZh isWarning } }
    ... on VersionConflict { version current { field value } yours { field value } }
  }
}
\`\`\`

## Workflows

A record says its \`state\`, the day of what is next (\`stepDueOn\`), whether that has passed (\`isOverdue\`) and which steps are allowed (\`nextSteps\`). A step is a mutation of its name; one that is not allowed
answers \`StepNotAllowed\` with those that are. Time limits and caps are rules of places (地区规则): the nearest place at or above a record's own that has one.

${flows.join('\n')}
## Lists of work

\`workList\` and \`workCounts\` hold what is overdue, due within \`soonDays\`, due later or without a day, in a scope; \`mine: true\` keeps what the caller's roles let it do.

| kind | | register | needs | step |
|---|---|---|---|---|
${work.join('\n')}
`;
}
