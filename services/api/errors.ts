import { KnownError } from '@union/schema/errors.ts';
import type { Withdrawal } from '@union/warehouse/publication/withdrawals.ts';

/**
 * Every refusal of the API. `code` is the contract; `status` is the HTTP status where the refusal is the whole answer
 * (a route, or a GraphQL request that did not run). Errors that are none of these are logged and masked.
 */
export abstract class ApiError extends KnownError {
  readonly status: number = 400;

  /** What GraphQL answers beside the message. */
  get extensions(): { code: string; messageZh: string } {
    return { code: this.code, messageZh: this.messageZh };
  }
}

export class MetricNotFound extends ApiError {
  readonly code = 'METRIC_NOT_FOUND';
  override readonly status = 404;
  constructor(id: string) {
    super(`no metric has the id ${show(id)}`, `没有编号为 ${show(id)} 的指标`);
  }
}

export class ScopeNotFound extends ApiError {
  readonly code = 'SCOPE_NOT_FOUND';
  override readonly status = 404;
  constructor(id: string) {
    super(`the publication has no scope ${show(id)}`, `本期发布中没有范围 ${show(id)}`);
  }
}

export class SchemeNotFound extends ApiError {
  readonly code = 'SCHEME_NOT_FOUND';
  override readonly status = 404;
  constructor(code: string | undefined) {
    super(
      code === undefined
        ? 'the publication has no rating scheme'
        : `the publication has no rating scheme ${show(code)}`,
      code === undefined ? '本期发布中没有星级办法' : `本期发布中没有星级办法 ${show(code)}`,
    );
  }
}

/** No figure of the metric is of this rule, scheme, campaign or kind; `existing` are those that there are. */
export class FigureKeyNotFound extends ApiError {
  readonly code = 'FIGURE_KEY_NOT_FOUND';
  override readonly status = 404;
  constructor(id: string, name: string, code: string, existing: readonly NamedCode[]) {
    const one = `${name} ${show(code)}`;
    super(
      existing.length === 0
        ? `${id} has no figures by ${name}`
        : `${id} has no figures of the ${one}; there are ${listOf(existing)}`,
      existing.length === 0
        ? `指标 ${id} 不按 ${name} 区分`
        : `指标 ${id} 没有 ${one} 的数据；现有：${listOf(existing)}`,
    );
  }
}

/** Several kinds exist and none of them is newer than the others, so that the caller must say which. */
export class FigureKeyRequired extends ApiError {
  readonly code = 'FIGURE_KEY_REQUIRED';
  constructor(id: string, name: string, existing: readonly NamedCode[]) {
    super(
      `${id} has a figure for each ${name}; say which with ${name}: ${listOf(existing)}`,
      `指标 ${id} 按 ${name} 区分，请用 ${name} 指明：${listOf(existing)}`,
    );
  }
}

/** The metric has no figures of this segment; `existing` are the ids of those that there are. */
export class SegmentNotFound extends ApiError {
  readonly code = 'SEGMENT_NOT_FOUND';
  override readonly status = 404;
  constructor(id: string, segment: string, existing: readonly string[]) {
    super(
      existing.length === 0
        ? `${id} is not cut into segments`
        : `${id} has no segment ${show(segment)}; there are ${cut(existing)}`,
      existing.length === 0
        ? `指标 ${id} 不分行业、单位类型或所有制`
        : `指标 ${id} 没有 ${show(segment)} 这一部分；现有：${cut(existing)}`,
    );
  }
}

/** The scope has whole figures alone, by the rule of its federation: nothing is missing, nothing was made. */
export class SegmentsNotKept extends ApiError {
  readonly code = 'SEGMENTS_NOT_KEPT';
  override readonly status = 404;
  constructor(scope: { readonly id: string; readonly name: string }, mostEnterprises: number | undefined) {
    const limit = mostEnterprises ?? 0;
    super(
      `${show(scope.id)} is not cut into segments: with more than ${limit} enterprises in the register they are kept from the county up and for parks; ask for the whole, or for the county`,
      `${scope.name}（${show(scope.id)}）不分行业、单位类型和所有制：登记企业超过 ${limit} 家时，仅保留县级以上和园区的分类数据；请查询整体，或改查所属县（市、区）`,
    );
  }
}

/** A series by day over more days than one answer holds. */
export class SpanTooLong extends ApiError {
  readonly code = 'SPAN_TOO_LONG';
  constructor(days: number, most: number) {
    super(
      `a series by day has at most ${most} days, not ${days}; ask for a shorter span or by month`,
      `按日序列最多 ${most} 天，所求为 ${days} 天；请缩短区间或按月查询`,
    );
  }
}

type NamedCode = { readonly code: string; readonly name: string | null };

function listOf(existing: readonly NamedCode[]): string {
  return cut(existing.map(({ code, name }) => (name === null ? code : `${code} (${name})`)));
}

/** The most names that a message lists. */
const LISTED = 30;

function cut(names: readonly string[]): string {
  return names.length > LISTED ? `${names.slice(0, LISTED).join(', ')}, …` : names.join(', ');
}

/** No publication of those kept has this id. */
export class PublicationNotFound extends ApiError {
  readonly code = 'PUBLICATION_NOT_FOUND';
  override readonly status = 404;
  constructor(id: string) {
    super(`no publication that is kept has the id ${show(id)}`, `没有编号为 ${show(id)} 的发布，或已到期删除`);
  }
}

/**
 * A publication that was once served and was let go by the retention rule, or was taken out of service: whoever pinned it
 * learns why it is empty.
 */
export class PublicationGone extends ApiError {
  readonly code = 'PUBLICATION_GONE';
  override readonly status = 410;
  constructor(id: string, withdrawal?: Withdrawal) {
    if (withdrawal) {
      const { withdrawnAt, by, reason } = withdrawal;
      super(
        `the publication ${show(id)} was withdrawn by ${by} at ${withdrawnAt}: ${reason}; choose another`,
        `发布 ${show(id)} 已于 ${withdrawnAt} 由${by}撤下：${reason}；请改用其他发布`,
      );
    } else {
      super(
        `the publication ${show(id)} is no longer kept; choose another, and have the operator keep it with pnpm nightly pin`,
        `发布 ${show(id)} 已到期删除，不再提供；请改用其他发布，并请运维人员用 pnpm nightly pin 固定保存`,
      );
    }
  }
}

/** A page of a site that may not embed. */
export class OriginNotAllowed extends ApiError {
  readonly code = 'ORIGIN_NOT_ALLOWED';
  override readonly status = 403;
  constructor(origin: string, contact: string | undefined) {
    const [who, whoZh] = [contact ?? 'the operator of the platform', contact ?? '平台运维人员'];
    if (origin === 'null') {
      super(
        `pages without an origin ("null": a frame with sandbox) may not embed these figures; add allow-same-origin to the frame, use the platform’s own frame page, or ask ${who}`,
        `没有来源的页面（“null”，即带 sandbox 的框架）未获准嵌入本平台数据；请在框架上加 allow-same-origin，或改用本平台的框架页面，或联系${whoZh}`,
      );
      return;
    }
    super(
      `pages of ${show(origin)} may not embed these figures; ask ${who} to add it to EMBED_ORIGINS`,
      `网站 ${show(origin)} 未获准嵌入本平台数据；如需使用，请联系${whoZh}加入 EMBED_ORIGINS`,
    );
  }
}

/** Files of a released version are no longer what was released; pages that pinned it by hash would stop working. */
export class ReleaseChanged extends ApiError {
  readonly code = 'RELEASE_CHANGED';
  override readonly status = 500;
  constructor(version: string, files: readonly string[]) {
    super(
      `widgets ${version} was released with other bytes (${files.join(', ')}); raise the version in widgets/package.json, or restore the released files`,
      `组件 ${version} 版已发布，但文件内容不同（${files.join('、')}）；请提高 widgets/package.json 的版本号，或恢复已发布的文件`,
    );
  }
}

/** Nothing has been published (try again later), or nothing by the day asked (there is no such answer). */
export class NoPublication extends ApiError {
  readonly code = 'NO_PUBLICATION';
  override readonly status: number;
  constructor(until?: string) {
    super(
      until === undefined ? 'nothing has been published yet' : `nothing was published by ${until}`,
      until === undefined ? '尚未发布任何数据' : `截至 ${until} 尚未发布任何数据`,
    );
    this.status = until === undefined ? 503 : 404;
  }
}

/** The metric is a distribution where one figure was asked, or the other way round. */
export class MetricShapeMismatch extends ApiError {
  readonly code = 'METRIC_SHAPE_MISMATCH';
  constructor(id: string, shape: 'ratio' | 'distribution') {
    super(
      shape === 'distribution'
        ? `${id} has one figure a level; ask for it with distribution`
        : `${id} is one figure; ask for it with figure, series or ranking`,
      shape === 'distribution'
        ? `${id} 按级别分布，请用 distribution 查询`
        : `${id} 是单一数值，请用 figure、series 或 ranking 查询`,
    );
  }
}

export class PeriodNotAvailable extends ApiError {
  readonly code = 'PERIOD_NOT_AVAILABLE';
  constructor(id: string, time: 'stock' | 'flow') {
    super(
      time === 'stock'
        ? `${id} is true on a day; its only period is DAY`
        : `${id} is summed over a period; ask for MONTH, CALENDAR_YEAR or UNION_YEAR`,
      time === 'stock' ? `${id} 为时点数，期间只能是 DAY` : `${id} 为期间数，请选择 MONTH、CALENDAR_YEAR 或 UNION_YEAR`,
    );
  }
}

/** The metric is not made for scopes of this kind: nothing is missing, nothing was ever to be reported. */
export class MetricNotForScope extends ApiError {
  readonly code = 'METRIC_NOT_FOR_SCOPE';
  override readonly status = 404;
  constructor(id: string, kind: string) {
    super(`${id} is not made for a ${kind}`, `指标 ${id} 不按此类范围（${kind}）统计`);
  }
}

export class RankingTooLong extends ApiError {
  readonly code = 'RANKING_TOO_LONG';
  constructor(count: number, most: number) {
    super(
      `the ranking would have ${count} rows, more than ${most}; choose a parent further down`,
      `排名将有 ${count} 行，超过 ${most} 行；请选择更低一级的范围`,
    );
  }
}

export class RegisterClosed extends ApiError {
  readonly code = 'REGISTER_CLOSED';
  override readonly status = 403;
  constructor() {
    super(
      'rows of the registers are closed; published figures are open to anyone',
      '台账明细未开放；已发布的指标可公开查询',
    );
  }
}

export class CursorInvalid extends ApiError {
  readonly code = 'CURSOR_INVALID';
  constructor() {
    super('the cursor is not one that this list gave', '游标不是本列表给出的');
  }
}

export class NeedListNotAvailable extends ApiError {
  readonly code = 'NEED_LIST_NOT_AVAILABLE';
  constructor(id: string, why: { readonly zh: string; readonly en: string }, available: readonly string[]) {
    super(
      `${show(id)} has no list: ${why.en}. There is one for ${available.join(', ')}`,
      `指标 ${show(id)} 没有名单：${why.zh}。有名单的指标：${available.join('、')}`,
    );
  }
}

export class PageSizeInvalid extends ApiError {
  readonly code = 'PAGE_SIZE_INVALID';
  constructor(most: number) {
    super(
      `a page has 1 to ${most} rows, by first or by last, not both`,
      `每页 1 至 ${most} 行，first 与 last 只能给一个`,
    );
  }
}

/** What is said of a limit, and what to ask instead. */
const limits = {
  DEPTH: {
    en: (is: number, most: number) =>
      `is nested ${is} levels deep, ${most} at most; ask for what lies deeper by its id`,
    zh: (is: number, most: number) => `嵌套 ${is} 层，最多 ${most} 层；更深的内容请按编号另行查询`,
  },
  COST: {
    en: (is: number, most: number) =>
      `costs ${is}, ${most} at most; ask for smaller pages (first) and fewer lists in lists, or for a file`,
    zh: (is: number, most: number) => `开销 ${is}，上限 ${most}；请减小每页行数（first）、减少列表嵌套，或改用导出文件`,
  },
  ALIASES: {
    en: (is: number, most: number) => `has ${is} aliases, ${most} at most; send it in parts`,
    zh: (is: number, most: number) => `别名 ${is} 个，最多 ${most} 个；请分几次查询`,
  },
  ROOT_FIELDS: {
    en: (is: number, most: number) => `has ${is} root fields, ${most} at most; send it in parts`,
    zh: (is: number, most: number) => `根字段 ${is} 个，最多 ${most} 个；请分几次查询`,
  },
  DIRECTIVES: {
    en: (is: number, most: number) => `has ${is} directives, ${most} at most; send it in parts`,
    zh: (is: number, most: number) => `指令 ${is} 个，最多 ${most} 个；请分几次查询`,
  },
} as const;

/** An operation beyond a limit. */
export class OperationTooLarge extends ApiError {
  readonly code: `LIMIT_${keyof typeof limits}`;
  constructor(limit: keyof typeof limits, is: number, most: number) {
    super(`the operation ${limits[limit].en(is, most)}`, `查询被拒绝：${limits[limit].zh(is, most)}`);
    this.code = `LIMIT_${limit}`;
  }
}

export class DocumentNotFound extends ApiError {
  readonly code = 'DOCUMENT_NOT_FOUND';
  override readonly status = 404;
  constructor(name: string) {
    super(`there is no document ${show(name)}`, `没有名为 ${show(name)} 的查询文档`);
  }
}

export class InvalidVariables extends ApiError {
  readonly code = 'INVALID_VARIABLES';
  constructor(reason: string, reasonZh: string) {
    super(reason, reasonZh);
  }
}

export class TimedOut extends ApiError {
  readonly code = 'TIMED_OUT';
  override readonly status = 504;
  constructor() {
    super('the answer took too long and was given up', '查询超时，已终止');
  }
}

export class Overloaded extends ApiError {
  readonly code = 'OVERLOADED';
  override readonly status = 503;
  constructor() {
    super('too many requests are running; try again in a moment', '当前请求过多，请稍后再试');
  }
}

/** A wrong address, method, media type or body, before any handler ran. */
export class BadHttpRequest extends ApiError {
  readonly code: string;
  override readonly status: number;
  constructor(status: number, code: string, message: string, messageZh: string) {
    super(message, messageZh);
    this.status = status;
    this.code = code;
  }
}

/** A value of a caller inside a message: quoted, and cut where it would be long. */
function show(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

/** The figures are kept by their federation: shown with an embed token, a portal's key or a role there. */
export class FigureRestricted extends ApiError {
  readonly code = 'FIGURE_RESTRICTED';
  /** 401 for who has not said who asks, 403 for who may not. */
  override readonly status: number;
  constructor(metric: string, scope: string, isAnonymous: boolean) {
    super(
      `${metric} of ${scope} is restricted by its federation; come with an embed token or a role there`,
      `${scope} 的指标 ${metric} 由其工会限制公开，须凭嵌入令牌或在该工会的角色查看`,
    );
    this.status = isAnonymous ? 401 : 403;
  }
}
