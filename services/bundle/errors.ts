import { KnownError } from '@union/schema/errors.ts';

/** The command was called in a way that it does not have. */
export class WrongUsage extends KnownError {
  readonly code = 'WRONG_USAGE';
}

/** A key is missing, unreadable or not Ed25519. */
export class UnusableKey extends KnownError {
  readonly code = 'UNUSABLE_KEY';
}

/** What was brought is no bundle, or one of a later form. */
export class NotABundle extends KnownError {
  readonly code = 'NOT_A_BUNDLE';
  constructor(path: string, reason: string, zh: string) {
    super(`${path} is not a bundle: ${reason}`, `${path} 不是数据包：${zh}`);
  }
}

/** A file is missing, or has other bytes than the signed list says. */
export class BundleDamaged extends KnownError {
  readonly code = 'BUNDLE_DAMAGED';
  readonly files: readonly string[];
  constructor(files: readonly { readonly path: string; readonly reason: 'missing' | 'changed' | 'unlisted' }[]) {
    const zh = { missing: '缺失', changed: '内容与清单不符', unlisted: '不在清单中' };
    const list = files.slice(0, 10);
    super(
      `the bundle is damaged: ${list.map(({ path, reason }) => `${path} is ${reason}`).join('; ')}${files.length > list.length ? ` and ${files.length - list.length} more` : ''}`,
      `数据包已损坏：${list.map(({ path, reason }) => `${path} ${zh[reason]}`).join('；')}${files.length > list.length ? `，另有 ${files.length - list.length} 个文件` : ''}`,
    );
    this.files = files.map(({ path }) => path);
  }
}

/** The list of files was not signed by any key that was given. */
export class SignatureWrong extends KnownError {
  readonly code = 'SIGNATURE_WRONG';
  constructor(signer: string, trusted: readonly string[]) {
    super(
      `the signature does not match: the bundle names the key ${signer}, trusted are ${trusted.join(', ')}`,
      `签名不符：数据包标明的密钥为 ${signer}，受信任的密钥为 ${trusted.join('、')}`,
    );
  }
}

/** The bundle was signed by a key that is no longer in use. */
export class KeyRetired extends KnownError {
  readonly code = 'KEY_RETIRED';
  constructor(signer: string) {
    super(
      `the bundle was signed with the retired key ${signer}; have it made again with the key in use`,
      `数据包由已停用的密钥 ${signer} 签名；请用现用密钥重新制作`,
    );
  }
}

/** A delta was brought without the bundle that it adds to, or with another. */
export class WrongBase extends KnownError {
  readonly code = 'WRONG_BASE';
  constructor(needed: string, found: string | undefined) {
    super(
      `these are only the changes since ${needed}; ${found ? `what is there is ${found}` : 'name the folder that holds it with --onto'}`,
      `这只是相对 ${needed} 的增量；${found ? `现有的是 ${found}` : '请用 --onto 指明其所在目录'}`,
    );
  }
}

/** An older bundle would take the place of a newer one. */
export class OlderBundle extends KnownError {
  readonly code = 'OLDER_BUNDLE';
  constructor(brought: string, there: string) {
    super(
      `the bundle of ${brought} is not newer than ${there}, which is there; --allow-older puts it in place all the same`,
      `数据包 ${brought} 不比现有的 ${there} 新；确需替换请加 --allow-older`,
    );
  }
}

/** Nothing of what was asked has figures. */
export class NothingToBundle extends KnownError {
  readonly code = 'NOTHING_TO_BUNDLE';
}
