import { slots, slotsOf } from '@union/briefing/template/slots.ts';

const [BEGIN, END] = [
  '<!-- sentences: printed from services/briefing/template/slots.ts -->',
  '<!-- end of sentences -->',
];

/** docs/briefing.md with the table of sentences and their slots as the code has them. @param page the page as it stands. */
export function briefingPage(page: string): string {
  const [before = '', after = ''] = [page.slice(0, page.indexOf(BEGIN)), page.slice(page.indexOf(END))];
  const rows = Object.entries(slots).flatMap(([group, keys]) =>
    Object.entries(keys).map(([key, given]) => {
      const { names, required } = slotsOf(given);
      const shown = names.map((name) => (required.includes(name) ? `**{${name}}**` : `{${name}}`));
      return [`${group}.${key}`, shown.join(' ')] as const;
    }),
  );
  // Words without slots need no row of their own.
  const plain = rows.filter(([, shown]) => shown === '').map(([key]) => `\`${key}\``);
  const table = rows.filter(([, shown]) => shown !== '').map(([key, shown]) => `| \`${key}\` | ${shown} |`);
  return `${before}${BEGIN}\n\n| sentence | slots |\n|---|---|\n${table.join('\n')}\n\nWithout slots: ${plain.join(', ')}.\n\n${after}`;
}
