import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { dayIn } from '@union/schema/calendar.ts';
import { type Config, readConfig } from '@union/schema/config.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { prepareRegisters } from '@union/schema/db/prepare-registers.ts';
import { KnownError } from '@union/schema/errors.ts';
import { exportAudit, verifyAudit } from './audit/audit.ts';
import { DISPLAY_DAYS, listDisplays, makeDisplay, revokeDisplay } from './display/displays.ts';
import { parseViews, usualViews, type View } from './display/views.ts';
import { correctWall, createWall, endWall, getWall, listWalls } from './display/walls.ts';
import { createAccount, disableAccount, grantRole, listAccounts, revokeGrant } from './identity/accounts.ts';
import { makeEmbedToken, renewTokenKey, TOKEN_MINUTES } from './identity/embed-tokens.ts';
import { isKeyRole, issueKey, keyRoles, revokeKey } from './identity/keys.ts';
import { LINK_HOURS, makeLink } from './identity/links.ts';
import { eraseExpired, rotateKeys } from './personal/keep.ts';
import { eraseHousehold } from './personal/persons.ts';
import { sealerOf } from './personal/seal.ts';
import { Reaches } from './reach.ts';
import { liftRestriction, listRestrictions, setRestriction } from './restricted/restrictions.ts';
import { isRole, roleNames } from './roles.ts';
import { operator } from './viewer.ts';

const help = `账号、授权、密钥与审计 / accounts, grants, keys and the audit

用法 usage:
  pnpm access list                                             账号及其有效授权 / accounts with the grants that hold
  pnpm access account --name 王主任 [--email a@b.cn]           新建账号 / make an account
  pnpm access account --name 报表服务 --service --issuer URL --subject ID
                                                               程序账号（令牌）/ an account for a program with tokens
  pnpm access disable --account 3                              停用账号 / close an account
  pnpm access grant --account 3 --role officer --federation 320924 [--days 365]
                                                               授权；--everywhere 表示全部 / grant a role; --everywhere for all
  pnpm access revoke --grant 7 | --key PREFIX                  收回授权或密钥 / take a grant or a key back
  pnpm access link --account 3                                 一次性登录链接 / a link that signs in once
  pnpm access key --account 3 --role analyst --federation 320924 --name 报表 [--days 90]
                                                               接口密钥，只显示一次 / an API key, shown once
  pnpm access display wall --wall hall --name 大厅 --scope region:320924 [--views "targets=member_rate@30 ranking map stars assistance"] [--theme light] [--language en]
                                                               设置大屏（已有则更改）/ make a wall, or write it anew
  pnpm access display make --wall hall --name 一楼大厅 [--days 365]
                                                               显示授权，地址只显示一次 / a token for a screen, shown once
  pnpm access display list                                     大屏及其屏幕 / walls and their screens
  pnpm access display revoke --display 3                       收回显示授权 / take a token back
  pnpm access display end --wall hall                          停用大屏 / end a wall
  pnpm access token --key PREFIX [--federation 320924] [--minutes 10]
                                                               门户页面的短时令牌 / a token for a portal's page, for minutes
  pnpm access token renew                                      更换签发密钥，已发令牌立即失效 / sign anew; tokens so far are refused
  pnpm access restrict [--metric ID] [--scope region:320924] --reason 原因
                                                               限制公开的指标 / keep figures from the public
  pnpm access restrict list | pnpm access restrict lift --restriction 2
  pnpm access audit verify [--head HASH]                       核对审计链 / verify the chain
  pnpm access audit export [--after 1000]                      导出审计（JSON 行）/ every event as a line of JSON
  pnpm access personal rotate                                  换用最新密钥 / seal anew under the newest key
  pnpm access personal retention                               清除超过保存年限的个人信息 / erase what was kept long enough
  pnpm access personal erase --file SYKN-2014-001 --reason 本人申请
                                                               删除一份档案的个人信息 / erase who is in a file

角色 roles: ${roleNames.filter((role) => role !== 'public').join(' ')}
`;

/** The command was not understood. */
class WrongUsage extends KnownError {
  readonly code = 'WRONG_USAGE';
  constructor(what: string, whatZh: string) {
    super(`${what}; pnpm access --help`, `${whatZh}；用法见 pnpm access --help`);
  }
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  ...{ name: text, email: text, issuer: text, subject: text, account: text, role: text, federation: text, days: text },
  ...{ wall: text, scope: text, views: text, theme: text, language: text, display: text },
  ...{ metric: text, scope: text, restriction: text, minutes: text },
  ...{ grant: text, key: text, head: text, after: text, file: text, reason: text, by: text },
  ...{ service: flag, everywhere: flag, help: flag },
};

type Given = ReturnType<typeof parse>['values'];

function parse() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new WrongUsage((error as Error).message, '参数有误');
  }
}

type Work = { database: Database; config: Config; reaches: Reaches; given: Given };

const commands: Readonly<Record<string, (work: Work) => Promise<void>>> = {
  async list({ database, reaches }) {
    for (const account of await listAccounts(database.db, reaches)) {
      const state = account.disabled_at ? '已停用 closed' : (account.email ?? account.subject ?? '');
      console.log(`${String(account.account_id).padStart(4)}  ${account.name}  ${state}`);
      for (const { grant_id, role, federation_code, expires_at } of account.grants) {
        const until = expires_at ? `至 until ${dayIn('Asia/Shanghai', expires_at)}` : '';
        console.log(`        授权 grant ${grant_id}: ${role} @ ${federation_code ?? '* 全部 everywhere'} ${until}`);
      }
    }
  },
  async account({ database, reaches, given }) {
    const id = await createAccount(database.db, reaches, {
      ...{ name: required(given, 'name'), email: given.email, kind: given.service ? 'service' : 'person' },
      ...{ issuer: given.issuer, subject: given.subject },
    });
    console.log(`账号 account ${id}`);
  },
  async disable({ database, reaches, given }) {
    await disableAccount(database.db, reaches, numberOf(given, 'account'));
    console.log('已停用 closed');
  },
  async grant({ database, reaches, given }) {
    const role = required(given, 'role');
    if (!isRole(role) || role === 'public') throw new WrongUsage(`there is no role ${role}`, `没有角色 ${role}`);
    const days = given.days === undefined ? undefined : numberOf(given, 'days');
    const id = await grantRole(database.db, reaches, {
      ...{ accountId: numberOf(given, 'account'), role, federationCode: placeOf(given) },
      ...(days !== undefined && { expiresAt: new Date(Date.now() + days * 86_400_000) }),
    });
    console.log(`授权 grant ${id}`);
  },
  async revoke({ database, reaches, given }) {
    if (given.key === undefined) await revokeGrant(database.db, reaches, numberOf(given, 'grant'));
    else await revokeKey(database.db, reaches, given.key.replace(/^ukey_/, '').slice(0, 12));
    console.log('已收回 revoked');
  },
  async link({ database, config, reaches, given }) {
    const secret = await makeLink(database.db, reaches, numberOf(given, 'account'));
    console.log(`${baseOf(config)}/sign-in/link?token=${secret}`);
    console.log(`只能使用一次，${LINK_HOURS} 小时内有效 works once, within ${LINK_HOURS} hours`);
  },
  async key({ database, reaches, given }) {
    const role = required(given, 'role');
    if (!isKeyRole(role))
      throw new WrongUsage(`a key has one of ${keyRoles.join(', ')}`, `密钥角色须为 ${keyRoles.join('、')}`);
    const days = given.days === undefined ? 90 : numberOf(given, 'days');
    if (days < 1 || days > 366) throw new WrongUsage('--days is 1 to 366', '--days 须为 1 至 366');
    const { key } = await issueKey(database.db, reaches, {
      ...{ accountId: numberOf(given, 'account'), name: required(given, 'name'), role },
      ...{ federationCode: placeOf(given), days },
    });
    console.log(key);
    console.log(`只显示这一次，${days} 天后失效 shown this once, expires in ${days} days`);
  },
  async 'display wall'({ database, reaches, given }) {
    const code = required(given, 'wall');
    const known = await getWall(database.db, code).catch(() => undefined);
    const draft = {
      name: given.name ?? known?.name ?? required(given, 'name'),
      scope: given.scope ?? known?.scope ?? required(given, 'scope'),
      views: given.views === undefined ? (known?.views ?? usualViews) : parseViews(given.views),
      language: oneOf(given, 'language', ['zh-CN', 'en']) ?? known?.language ?? 'zh-CN',
      theme: oneOf(given, 'theme', ['dark', 'light']) ?? known?.theme ?? 'dark',
    } as const;
    if (known) await correctWall(database.db, reaches, code, known.version, draft);
    else await createWall(database.db, reaches, code, draft);
    console.log(`大屏 wall ${code}: ${draft.name} @ ${draft.scope}`);
    for (const view of draft.views) console.log(`  ${describeView(view)}`);
  },
  async 'display make'({ database, config, reaches, given }) {
    const days = given.days === undefined ? DISPLAY_DAYS.usual : numberOf(given, 'days');
    const asked = { wall: required(given, 'wall'), name: required(given, 'name'), days };
    const { id, secret } = await makeDisplay(database.db, reaches, asked);
    console.log(`${baseOf(config)}/wall#${secret}`);
    console.log(`显示授权 display ${id}；只显示这一次，${days} 天后失效 shown this once, expires in ${days} days`);
  },
  async 'display list'({ database, config, reaches }) {
    for (const { code, name, scope, views } of await listWalls(database.db, reaches)) {
      console.log(`${code}  ${name} @ ${scope}  ${views.map(describeView).join(' ')}`);
      for (const display of await listDisplays(database.db, reaches, code)) {
        const state = display.revokedAt
          ? '已收回 revoked'
          : display.expiresAt < new Date()
            ? '已到期 expired'
            : `至 until ${dayIn(config.timeZone, display.expiresAt)}`;
        const used = display.lastUsedAt ? dayIn(config.timeZone, display.lastUsedAt) : '—';
        console.log(`        显示授权 display ${display.id}: ${display.name}  ${state}  最近使用 last used ${used}`);
      }
    }
  },
  async 'display revoke'({ database, reaches, given }) {
    await revokeDisplay(database.db, reaches, numberOf(given, 'display'));
    console.log('已收回 revoked');
  },
  async 'display end'({ database, reaches, given }) {
    await endWall(database.db, reaches, required(given, 'wall'));
    console.log('已停用 ended');
  },
  async token({ database, reaches, given }) {
    const minutes = given.minutes === undefined ? TOKEN_MINUTES.usual : numberOf(given, 'minutes');
    if (minutes < 1 || minutes > TOKEN_MINUTES.most) {
      const { most } = TOKEN_MINUTES;
      throw new WrongUsage(`--minutes is 1 to ${most}`, `--minutes 须为 1 至 ${most}`);
    }
    const prefix = required(given, 'key')
      .replace(/^ukey_/, '')
      .slice(0, 12);
    const asked = { federationCode: given.federation, minutes };
    const { token } = await database.db
      .transaction()
      .execute((db) => makeEmbedToken(db, reaches.viewer, prefix, asked));
    console.log(token);
    console.log(`${minutes} 分钟内有效 good for ${minutes} minutes`);
  },
  async 'token renew'({ database, reaches }) {
    await renewTokenKey(database.db, reaches.viewer);
    console.log('已更换 renewed; 已发令牌失效 tokens so far are refused');
  },
  async restrict({ database, reaches, given }) {
    const [metricId, scopeId] = [given.metric ?? null, given.scope ?? null];
    const restriction = { metricId, scopeId, reason: required(given, 'reason') };
    console.log(`限制 restriction ${await setRestriction(database.db, reaches, restriction)}`);
  },
  async 'restrict list'({ database, reaches }) {
    for (const { restrictionId, metricId, scopeId, reason, setBy, setAt } of await listRestrictions(
      database.db,
      reaches,
    )) {
      const since = dayIn('Asia/Shanghai', setAt);
      console.log(
        `${String(restrictionId).padStart(4)}  ${metricId ?? '* 全部指标 all metrics'} @ ${scopeId ?? '* 全部范围 everywhere'}  ${reason}（${setBy} ${since}）`,
      );
    }
  },
  async 'restrict lift'({ database, reaches, given }) {
    await liftRestriction(database.db, reaches, numberOf(given, 'restriction'));
    console.log('已取消 lifted');
  },
  async 'audit verify'({ database, given }) {
    const { events, head, brokenAt } = await verifyAudit(database.db);
    const cut =
      given.head !== undefined && !brokenAt && given.head !== head && !(await holdsHash(database, given.head));
    if (brokenAt)
      console.log(`✗ 第 ${brokenAt.eventNo} 条断裂 broken at event ${brokenAt.eventNo}: ${brokenAt.reason}`);
    else if (cut) console.log(`✗ 链尾被截断：没有 ${given.head} the end was cut off: there is no such event`);
    else console.log(`✓ ${events} 条完整 events, whole; 链尾 head ${head ?? '—'}`);
    if (brokenAt || cut) process.exitCode = 4;
  },
  async 'audit export'({ database, given }) {
    const after = given.after === undefined ? 0 : numberOf(given, 'after');
    for await (const line of exportAudit(database.db, after)) process.stdout.write(`${line}\n`);
  },
  async 'personal rotate'({ database, config, reaches }) {
    const count = await rotateKeys(database.db, reaches.viewer, sealerOf(config.access.personal));
    console.log(`${count} 人已换用最新密钥 persons sealed anew; 旧密钥可以撤下 older keys can be taken out`);
  },
  async 'personal retention'({ database, config, reaches }) {
    const years = config.access.retentionYears;
    const count = await eraseExpired(database.db, reaches.viewer, years, dayIn(config.timeZone));
    console.log(`${count} 人已清除 persons erased (${years} 年 years)`);
  },
  async 'personal erase'({ database, reaches, given }) {
    const count = await eraseHousehold(
      { db: database.db, reaches },
      required(given, 'file'),
      required(given, 'reason'),
    );
    console.log(`${count} 人已删除 persons erased`);
  },
};

async function holdsHash(database: Database, hash: string): Promise<boolean> {
  const found = await database.db
    .selectFrom('audit_event')
    .select('event_no')
    .where('hash', '=', hash)
    .executeTakeFirst();
  return found !== undefined;
}

function required(given: Given, name: keyof Given & string): string {
  const value = given[name];
  if (typeof value !== 'string' || value.trim() === '') throw new WrongUsage(`--${name} is missing`, `缺少 --${name}`);
  return value;
}

function numberOf(given: Given, name: keyof Given & string): number {
  const digits = required(given, name);
  if (!/^\d{1,12}$/.test(digits)) throw new WrongUsage(`--${name} is a whole number`, `--${name} 须为整数`);
  return Number(digits);
}

function oneOf<T extends string>(given: Given, name: keyof Given & string, allowed: readonly T[]): T | undefined {
  const word = given[name];
  if (word === undefined || allowed.includes(word as T)) return word as T | undefined;
  throw new WrongUsage(`--${name} is ${allowed.join(' or ')}`, `--${name} 须为 ${allowed.join(' 或 ')}`);
}

/** As `--views` takes it. */
function describeView({ kind, metrics, seconds }: View): string {
  return `${kind}${metrics.length > 0 ? `=${metrics.join(',')}` : ''}@${seconds}`;
}

/** Where a grant or a key holds: said in so many words, as everywhere is much. */
function placeOf(given: Given): string | null {
  if (given.everywhere) return null;
  return required(given, 'federation');
}

function baseOf(config: Config): string {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return config.publicUrl ?? `http://${host}:${config.port}`;
}

async function main(): Promise<void> {
  const { values: given, positionals } = parse();
  const command = commands[positionals.join(' ')];
  if (given.help || positionals.length === 0) return console.log(help);
  if (!command)
    throw new WrongUsage(`there is no command ${positionals.join(' ')}`, `没有命令 ${positionals.join(' ')}`);
  const config = readConfig();
  const database = await openDatabase(config);
  try {
    await prepareRegisters(database);
    const reaches = new Reaches(operator(given.by ?? userInfo().username), new Map());
    await command({ database, config, reaches, given });
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof KnownError)) throw error;
  console.error(`${error.messageZh}\n${error.message}\n(${error.code})`);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
});
