import { existsSync } from 'node:fs';
import type { Config } from '@union/schema/config.ts';
import { isOnSameDisk } from './backups.ts';
import type { BackupResult } from './create-backup.ts';
import type { KeyReport } from './key-check.ts';
import type { BackupManifest } from './manifest.ts';
import type { RestorePlan, RestoreResult, Resumed, VerifiedBackup } from './restore-backup.ts';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const counted = (count: number) => count.toLocaleString('en-US');
const seconds = (took: number) => `${took.toFixed(1)} 秒 s`;

/** What a backup holds, a line a subject. */
function describeManifest({ tables, migrations, publications, madeAt, source, audit }: BackupManifest): string[] {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    `  时刻 snapshot: ${madeAt}（${source.engine === 'embedded' ? '内置数据库 embedded' : 'PostgreSQL'} ${source.serverVersion}）`,
    `  数据库 database: ${tables.length} 张表 tables, ${counted(rows)} 行 rows, 表结构 version ${migrations.at(-1)}`,
    ...(audit
      ? [`  审计 audit: ${counted(audit.events)} 条 events, 链尾 head ${audit.head?.slice(0, 16) ?? '–'}…`]
      : []),
    publications
      ? `  发布 publications: ${publications.kept.length}, ${megabytes(publications.kept.reduce((sum, { bytes }) => sum + bytes, 0))}, 当前 current ${publications.current ?? '–'}`
      : '  不含发布 without publications',
    ...(publications?.damaged ?? []).map(
      ({ publicationId, reason }) =>
        `  ✗ 已损坏，未收入 damaged where it lies, not in it: ${publicationId}（${reason}）`,
    ),
  ];
}

export function describeBackup(
  { path, manifest, bytes, sharedBytes, seconds: took, removed, removedLeftovers }: BackupResult,
  config: Pick<Config, 'dataDir'>,
): string {
  const { keys } = manifest;
  const apart = [
    ...(keys.sealing.length > 0
      ? [`PERSONAL_KEYS（${keys.sealing.map(({ id }) => id).join(', ')}）`, 'PERSONAL_HASH_KEY']
      : []),
    ...(keys.bundle ? [`BUNDLE_KEY（${keys.bundle}）`] : []),
  ];
  return [
    `已备份并核对 backed up and read back: ${path}`,
    ...describeManifest(manifest),
    `  大小 size: ${megabytes(bytes)}${sharedBytes > 0 ? `，其中 ${megabytes(sharedBytes)} 与此前备份共用 shared with earlier backups` : ''}; ${seconds(took)}`,
    ...(apart.length > 0
      ? [`  密钥不在备份中，须另行保管 keys are not in it, keep them apart: ${apart.join(', ')}`]
      : ['  备份不含任何密钥 it holds no key of the settings']),
    ...(keys.sealing.some(({ fingerprint }) => fingerprint === null)
      ? [
          '  ! 本次未设置封存个人信息的密钥，恢复时无法核对 the keys that sealed personal data are not set here: they cannot be compared at a restore',
        ]
      : []),
    ...(existsSync(config.dataDir) && isOnSameDisk(path, config.dataDir)
      ? ['  ! 与数据在同一块磁盘，请另存他处 it lies on the disk of the data: carry a copy elsewhere']
      : []),
    ...(removed.length > 0 ? [`  已清理旧备份 let go: ${removed.join(', ')}`] : []),
    ...(removedLeftovers.length > 0 ? [`  已清理中断的备份 left by killed ones: ${removedLeftovers.join(', ')}`] : []),
  ].join('\n');
}

function describeKeys({ missing, changed, wrong }: KeyReport): string[] {
  return [
    ...wrong.map((name) => `  ✗ 密钥不符 another key than at the backup: ${name}`),
    ...missing.map((name) => `  ! 未设置 not set: ${name}；相关个人信息保持关闭 what it sealed stays closed`),
    ...changed.map((name) => `  · ${name} 与备份时不同 is another one than at the backup`),
  ];
}

export function describeVerified({ manifest, bytes, keys }: VerifiedBackup): string {
  return [
    `完好 whole: ${manifest.backupId}（${megabytes(bytes)}, 版本 made by ${manifest.productVersion}）`,
    ...describeManifest(manifest),
    ...describeKeys(keys),
  ].join('\n');
}

export function describePlan({ verified, target, holdings }: RestorePlan): string {
  return [
    describeVerified(verified),
    `将恢复到 will be restored into: ${target.where}`,
    holdings.words.length > 0
      ? `将移开现有 puts aside what is there: ${holdings.words.map((word) => word.join(' ')).join(', ')}`
      : '目标为空 the target is empty',
  ].join('\n');
}

export function describeRestored(result: RestoreResult): string {
  const { manifest, target, engine, rows, audit, migrated, current, keys, replaced } = result;
  return [
    `已恢复 restored: ${manifest.backupId} → ${target.where}（${engine === 'embedded' ? '内置数据库 embedded' : 'PostgreSQL'}）`,
    `  ${manifest.tables.length} 张表 tables, ${counted(rows)} 行 rows，逐表行数一致 counted; ${seconds(result.seconds)}`,
    ...(migrated.length > 0 ? [`  已升级表结构 brought up to date: ${migrated.join(', ')}`] : []),
    ...(audit
      ? [
          audit.brokenAt
            ? `  ✗ 审计链在第 ${audit.brokenAt.eventNo} 条断开（备份时已如此） the audit chain is broken at event ${audit.brokenAt.eventNo}, as it was when it was backed up`
            : `  ✓ 审计链完整 the audit chain holds: ${counted(audit.events)} 条 events`,
        ]
      : []),
    current
      ? `  ✓ 当前发布已核对 the current publication was verified: ${current}`
      : '  · 没有发布，启动时计算 no publication: start builds one',
    ...describeKeys(keys),
    ...(replaced.folder ? [`  原有文件 what was there before: ${replaced.folder}`] : []),
    ...(replaced.schema ? [`  原有表 tables that were there before: schema ${replaced.schema}`] : []),
    '  此后须重新登录；备份之后撤销的授权和密钥再度有效，请核对：pnpm access list',
    '  everybody signs in again; grants and keys that were revoked after the backup hold again: pnpm access list',
  ].join('\n');
}

export function describeResumed({ backupId, outcome, replacedFolder }: Resumed): string {
  return outcome === 'undone'
    ? `数据库未写入，未作任何改动；请重新恢复 the database had not taken ${backupId}: nothing was changed, restore it again`
    : [
        `已完成恢复 finished: ${backupId}`,
        ...(replacedFolder ? [`  原有文件 what was there before: ${replacedFolder}`] : []),
      ].join('\n');
}
