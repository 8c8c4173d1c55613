import { roleNames, roles } from '@union/access/roles.ts';
import { type Action, actions, groupNames, groups, type Lies, type Rules, registers } from '@union/access/rules.ts';

const LIES: Readonly<Record<Exclude<Lies['at'], 'parent'>, string>> = {
  region: 'in its region',
  federation: 'under its federation',
  union: 'where its union is',
  enterprise: 'where its enterprise is now',
  holder: 'where its union is, or under its federation',
  entrant: 'where its enterprise is, and where its union is',
  place: 'in its region, or where its park is',
  scope: 'in the scope that it names',
  nowhere: 'in the whole tree',
};

/** docs/access.md between its marks: the roles, the rule table, and where the rows of each register lie. */
export function accessTables(): string {
  return [
    table(
      ['role', '', 'for'],
      roleNames.map((name) => [`\`${name}\``, roles[name].zh, roles[name].for]),
    ),
    '\n### 规则表 The rule table\n',
    'A cell names who may do it; an empty one: nobody. Each grant holds within its federation and below.\n',
    table(['registers', ...usedActions.map((action) => actions[action])], groupNames.map(ruleRow)),
    '\n### 台账 The registers\n',
    'Where a row lies decides whose grant reaches it. What belongs to the whole tree is read by whoever reads its group anywhere, and changed by whom the whole tree was given.\n',
    table(
      ['group', 'register', 'a row lies', 'read'],
      Object.entries(registers).map(([name, { group, lies, isShared }]: RegisterEntry) => [
        group,
        `\`${name}\``,
        lies.at === 'parent' ? `where its \`${lies.register}\` does` : LIES[lies.at],
        isShared ? 'wherever the group is read' : '',
      ]),
    ),
  ].join('\n');
}

type RegisterEntry = [string, { group: string; lies: Lies; isShared?: true }];

const usedActions = (Object.keys(actions) as Action[]).filter((action) =>
  groupNames.some((name) => ((groups[name].rules as Rules)[action] ?? []).length > 0),
);

function ruleRow(name: (typeof groupNames)[number]): string[] {
  const { zh, en, rules }: { zh: string; en: string; rules: Rules } = groups[name];
  return [`**${name}** ${zh} ${en}`, ...usedActions.map((action) => cell(rules[action] ?? []))];
}

function cell(allowed: readonly string[]): string {
  if (allowed.length === roleNames.length) return 'all 所有';
  if (allowed.length === roleNames.length - 1 && !allowed.includes('public')) return 'all but public 除公众外';
  return allowed.join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const BEGIN = '<!-- printed from services/access/rules.ts by scripts/print-docs.ts -->';
const END = '<!-- end -->';

/** The page with its printed part renewed; the rest is written by hand. */
export function accessPage(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('docs/access.md has lost the marks of its printed part');
  return `${page.slice(0, begin)}${BEGIN}\n\n${accessTables()}\n\n${page.slice(end)}`;
}
