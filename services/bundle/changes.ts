import { type BundledFigure, keyOf } from './figures.ts';
import { type BundleManifest, FIGURES } from './manifest.ts';
import type { OpenBundle } from './open-bundle.ts';

/** What a newer bundle shows otherwise than an older one. */
export type Changes = {
  readonly from: BundleManifest;
  readonly to: BundleManifest;
  readonly figures: readonly {
    readonly before: BundledFigure | undefined;
    readonly after: BundledFigure | undefined;
  }[];
  readonly same: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Files with other bytes. */
  readonly changed: readonly string[];
};

/** Compares two bundles that were verified. */
export function changesBetween(from: OpenBundle, to: OpenBundle): Changes {
  const [before, after] = [from, to].map((bundle) => {
    const figures = JSON.parse(Buffer.from(bundle.files.get(FIGURES) ?? '[]').toString('utf8')) as BundledFigure[];
    return new Map(figures.map((figure) => [keyOf(figure), figure]));
  }) as [Map<string, BundledFigure>, Map<string, BundledFigure>];
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const pairs = keys.map((key) => ({ before: before.get(key), after: after.get(key) }));
  const isSame = ({ before: a, after: b }: (typeof pairs)[number]) =>
    a !== undefined && b !== undefined && numbersOf(a) === numbersOf(b);
  const hashes = ({ manifest }: OpenBundle) => new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const [old, now] = [hashes(from), hashes(to)];
  return {
    ...{ from: from.manifest, to: to.manifest },
    figures: pairs.filter((pair) => !isSame(pair)),
    same: pairs.filter(isSame).length,
    added: [...now.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !now.has(path)),
    changed: [...now].filter(([path, hash]) => old.has(path) && old.get(path) !== hash).map(([path]) => path),
  };
}

function numbersOf({ numerator, denominator, value, state }: BundledFigure): string {
  return JSON.stringify([numerator, denominator, value, state]);
}

const STATES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  SUPPRESSED: ['不予公布', 'suppressed'],
  NOT_APPLICABLE: ['不适用', 'not applicable'],
  NOT_REPORTED: ['未报送', 'not reported'],
};

function written(figure: BundledFigure | undefined, language: 0 | 1): string {
  if (figure === undefined) return ['无', 'none'][language] ?? '';
  const state = STATES[figure.state];
  if (state) return state[language];
  const { value, numerator, denominator, unit } = figure;
  const count = (number: number) => number.toLocaleString('en-US');
  if (value === null) return '–';
  const fraction =
    numerator !== null && denominator !== null
      ? [`（${count(numerator)} / ${count(denominator)}）`, ` (${count(numerator)} / ${count(denominator)})`][language]
      : '';
  return (unit === 'share' ? `${(value * 100).toFixed(2)}%` : count(value)) + fraction;
}

/** The changes in plain words, Chinese and then English, for whoever signs them off. */
export function describeChanges(changes: Changes): string {
  return `${describe(changes, 0)}\n\n${describe(changes, 1)}\n`;
}

/** Files that are listed one by one; of more only the number. */
const LISTED = 20;

function describe({ from, to, figures, same, added, removed, changed }: Changes, language: 0 | 1): string {
  const say = (zh: string, en: string) => (language === 0 ? zh : en);
  const isReplay = to.publishedAt < from.publishedAt;
  const lines = [
    say(
      `数据包变化：${from.publicationId}（截至${from.asOf}）→ ${to.publicationId}（截至${to.asOf}）`,
      `Changes of the bundle: ${from.publicationId} (as of ${from.asOf}) → ${to.publicationId} (as of ${to.asOf})`,
    ),
  ];
  if (isReplay) lines.push(say('注意：后一个数据包比前一个旧。', 'Note: the second bundle is older than the first.'));
  if (from.widgetsVersion !== to.widgetsVersion) {
    lines.push(
      say(
        `组件脚本 ${from.widgetsVersion} → ${to.widgetsVersion}`,
        `scripts ${from.widgetsVersion} → ${to.widgetsVersion}`,
      ),
    );
  }
  lines.push(
    figures.length === 0
      ? say(`${same} 个数据均无变化。`, `None of the ${same} figures changed.`)
      : say(`${figures.length} 个数据有变化，${same} 个不变：`, `${figures.length} figures changed, ${same} did not:`),
  );
  for (const { before, after } of figures) {
    const one = (after ?? before) as BundledFigure;
    const part = one.part && say(`（${one.part}）`, ` (${one.part})`);
    lines.push(
      say(
        `  ${one.name} ${one.zh}${part}：由 ${written(before, 0)} 变为 ${written(after, 0)}`,
        `  ${one.name}, ${one.en}${part}: ${written(before, 1)} → ${written(after, 1)}`,
      ),
    );
  }
  for (const [paths, zh, en] of [
    [added, '新增文件', 'files added'],
    [changed, '内容改变的文件', 'files with other content'],
    [removed, '不再包含的文件', 'files no longer in it'],
  ] as const) {
    lines.push(say(`${zh}：${paths.length} 个`, `${en}: ${paths.length}`));
    lines.push(...paths.slice(0, LISTED).map((path) => `  ${path}`));
    if (paths.length > LISTED)
      lines.push(say(`  另有 ${paths.length - LISTED} 个`, `  and ${paths.length - LISTED} more`));
  }
  return lines.join('\n');
}
