import { KnownError } from '@union/schema/errors.ts';
import { type Action, actions, groups, type Register, ruleOf } from './rules.ts';

/** A refusal of this package. `status` is the HTTP status where it is the whole answer. */
export abstract class AccessError extends KnownError {
  readonly status: number = 400;

  /** What GraphQL answers beside the message. */
  get extensions(): { code: string; messageZh: string } {
    return { code: this.code, messageZh: this.messageZh };
  }
}

/** The viewer may not do this with rows of the register, or not with this row. Says nothing of what the row holds. */
export class NotPermitted extends AccessError {
  readonly code = 'NOT_PERMITTED';
  override readonly status = 403;
  constructor(register: Register, action: Action) {
    const { zh, en } = groups[ruleOf(register).group];
    const [verbZh = '', verb = ''] = actions[action].split(/ (.*)/s);
    super(
      `you may not ${verb} here: ${en} (${register}); ask an administrator of your federation`,
      `无权在此${verbZh}：${zh}（${register}）；请联系本级工会管理员`,
    );
  }
}

/** A session, key or token that is unknown, expired or revoked. It never says which. */
export class NotSignedIn extends AccessError {
  readonly code = 'NOT_SIGNED_IN';
  override readonly status = 401;
  constructor() {
    super('the session, key or token is not valid; sign in again', '登录、密钥或令牌无效，请重新登录');
  }
}

export class TooManyAttempts extends AccessError {
  readonly code = 'TOO_MANY_ATTEMPTS';
  override readonly status = 429;
  constructor() {
    super('too many failed attempts; wait some minutes', '失败次数过多，请几分钟后再试');
  }
}

export class TooManyRequests extends AccessError {
  readonly code = 'RATE_LIMITED';
  override readonly status = 429;
  constructor() {
    super('too much was asked in a minute; wait a little', '一分钟内请求过多，请稍候');
  }
}

/** A change that did not come from a page of this server. */
export class CrossSiteRefused extends AccessError {
  readonly code = 'CROSS_SITE_REFUSED';
  override readonly status = 403;
  constructor() {
    super(
      'a signed-in change must come from a page of this server and carry its token',
      '登录状态下的修改只能来自本系统页面，并带有其令牌',
    );
  }
}

/** Whoever signed in at the provider has no account here. */
export class NoAccount extends AccessError {
  readonly code = 'NO_ACCOUNT';
  override readonly status = 403;
  constructor() {
    super(
      'there is no account for you here; ask an administrator of your federation',
      '您尚无账号，请联系本级工会管理员',
    );
  }
}

export class SignInFailed extends AccessError {
  readonly code = 'SIGN_IN_FAILED';
  override readonly status = 400;
  constructor(options?: ErrorOptions) {
    super('the sign-in did not succeed; begin again', '登录未成功，请重新开始', options);
  }
}

export class SignInNotSet extends AccessError {
  readonly code = 'SIGN_IN_NOT_SET';
  override readonly status = 404;
  constructor() {
    super(
      'no OpenID provider is set (OIDC_ISSUER); use a sign-in link',
      '未配置统一身份认证（OIDC_ISSUER），请使用登录链接',
    );
  }
}

export class AccountNotFound extends AccessError {
  readonly code = 'ACCOUNT_NOT_FOUND';
  override readonly status = 404;
  constructor(id: number | string) {
    super(`there is no account ${id}`, `没有账号 ${id}`);
  }
}

export class GrantNotFound extends AccessError {
  readonly code = 'GRANT_NOT_FOUND';
  override readonly status = 404;
  constructor(id: number) {
    super(`there is no grant ${id} that still holds`, `没有仍有效的授权 ${id}`);
  }
}

export class KeyNotFound extends AccessError {
  readonly code = 'KEY_NOT_FOUND';
  override readonly status = 404;
  constructor(prefix: string) {
    super(`there is no key ${prefix} that still holds`, `没有仍有效的密钥 ${prefix}`);
  }
}

/** A key never allows more than its account. */
export class KeyBeyondAccount extends AccessError {
  readonly code = 'KEY_BEYOND_ACCOUNT';
  constructor(role: string, federation: string | null) {
    const where = federation ?? '*';
    super(`the account does not hold ${role} at ${where}`, `该账号在 ${where} 没有 ${role} 角色`);
  }
}

export class FederationNotFound extends AccessError {
  readonly code = 'FEDERATION_NOT_FOUND';
  override readonly status = 404;
  constructor(code: string) {
    super(`there is no federation ${code}`, `没有代码为 ${code} 的工会组织`);
  }
}

export class LastAdministrator extends AccessError {
  readonly code = 'LAST_ADMINISTRATOR';
  constructor() {
    super(
      'somebody must stay who administers everything; grant it to another first',
      '必须保留一名全局管理员，请先授权他人',
    );
  }
}

/** Personal data cannot be written or read without the keys that encrypt it. */
export class PersonalKeysMissing extends AccessError {
  readonly code = 'PERSONAL_KEYS_MISSING';
  constructor(detail: string, detailZh: string, options?: ErrorOptions) {
    super(`personal data is closed: ${detail}`, `个人信息不可用：${detailZh}`, options);
  }
}

/** A look at personal data says what it is for. */
export class PurposeMissing extends AccessError {
  readonly code = 'PURPOSE_MISSING';
  constructor() {
    super('say what you look at personal data for, in 4 to 200 characters', '查看个人信息须注明用途（4 至 200 字）');
  }
}

/** There is no such file or member, or none that is yours. */
export class PersonalRowNotFound extends AccessError {
  readonly code = 'PERSONAL_ROW_NOT_FOUND';
  override readonly status = 404;
  constructor(key: string) {
    const shown = JSON.stringify(key.slice(0, 60));
    super(`there is no ${shown} that you may look at`, `没有您可以查看的 ${shown}`);
  }
}

/** The number itself is never repeated. */
export class IdNumberWrong extends AccessError {
  readonly code = 'ID_NUMBER_WRONG';
  constructor(person: number) {
    super(
      `the ID number of person ${person} is wrong: 18 characters, a day of birth, a check character (GB 11643)`,
      `第 ${person} 人的身份证号有误：须为 18 位，含出生日期与校验码（GB 11643）`,
    );
  }
}

/** No metric or scope of this name can be restricted. */
export class RestrictedPlaceNotFound extends AccessError {
  readonly code = 'RESTRICTED_PLACE_NOT_FOUND';
  override readonly status = 404;
  constructor(what: string, id: string) {
    super(
      `there is no ${what} ${JSON.stringify(id.slice(0, 60))} to restrict; name a metric, a scope such as region:320924, or both`,
      `没有可限制的 ${what} ${JSON.stringify(id.slice(0, 60))}；请指明指标、范围（如 region:320924）或两者`,
    );
  }
}

/** The same is restricted already. */
export class RestrictionExists extends AccessError {
  readonly code = 'RESTRICTION_EXISTS';
  override readonly status = 409;
  constructor(metric: string | null, scope: string | null) {
    const of = `${metric ?? '*'} @ ${scope ?? '*'}`;
    super(`${of} is restricted already`, `${of} 已经受限`);
  }
}

export class RestrictionNotFound extends AccessError {
  readonly code = 'RESTRICTION_NOT_FOUND';
  override readonly status = 404;
  constructor(id: number) {
    super(`there is no restriction ${id} that still holds`, `没有仍有效的限制 ${id}`);
  }
}

/** Pages get tokens of a portal's key alone: what it opens is what a portal may show. */
export class TokenNotForKey extends AccessError {
  readonly code = 'TOKEN_NOT_FOR_KEY';
  override readonly status = 403;
  constructor(prefix: string) {
    super(
      `the key ${prefix} is not a portal's; embed tokens are made by keys of the role portal`,
      `密钥 ${prefix} 不是门户密钥；嵌入令牌须由门户（portal）角色的密钥生成`,
    );
  }
}

/** A token never opens more than its key. */
export class TokenBeyondKey extends AccessError {
  readonly code = 'TOKEN_BEYOND_KEY';
  override readonly status = 403;
  constructor(federation: string) {
    super(`the key does not reach the federation ${federation}`, `该密钥不及于工会 ${federation}`);
  }
}

/** Something that was written of a wall or its screens is wrong: the place, the value, the rule. */
export class WallWrong extends AccessError {
  readonly code = 'WALL_WRONG';
}

export class WallExists extends AccessError {
  readonly code = 'WALL_EXISTS';
  constructor(code: string) {
    super(`there is, or was, a wall ${code}; choose another code`, `已有（或曾有）大屏 ${code}，请换一个代码`);
  }
}

export class WallNotFound extends AccessError {
  readonly code = 'WALL_NOT_FOUND';
  override readonly status = 404;
  constructor(code: string) {
    const shown = JSON.stringify(code.slice(0, 60));
    super(`there is no wall ${shown}`, `没有大屏 ${shown}`);
  }
}

/** Somebody else changed the wall after it was read. */
export class WallChanged extends AccessError {
  readonly code = 'WALL_CHANGED';
  override readonly status = 409;
  constructor(code: string) {
    super(`the wall ${code} was changed meanwhile; read it again`, `大屏 ${code} 已被他人修改，请重新读取`);
  }
}

export class DisplayNotFound extends AccessError {
  readonly code = 'DISPLAY_NOT_FOUND';
  override readonly status = 404;
  constructor(id: number) {
    super(`there is no display ${id} that still holds`, `没有仍有效的显示授权 ${id}`);
  }
}

const closedWords = {
  unknown: ['this screen has no token that is known here', '此屏幕没有有效的显示授权'],
  revoked: ['the token of this screen was taken back', '此屏幕的显示授权已被收回'],
  expired: ['the token of this screen has expired', '此屏幕的显示授权已到期'],
  ended: ['this wall was ended', '此大屏已停用'],
} as const;

/** A screen may not show its wall (any more). */
export class DisplayClosed extends AccessError {
  readonly code = 'DISPLAY_CLOSED';
  override readonly status = 401;
  readonly why: keyof typeof closedWords;
  constructor(why: keyof typeof closedWords) {
    const [en, zh] = closedWords[why];
    super(`${en}; ask an administrator of your federation`, `${zh}，请联系本级工会管理员`);
    this.why = why;
  }

  override get extensions(): { code: string; messageZh: string; why: string } {
    return { ...super.extensions, why: this.why };
  }
}
