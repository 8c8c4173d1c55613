import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { type BundledFigure, keyOf } from './figures.ts';
import { type BundleManifest, FIGURES, isOlder } from './manifest.ts';
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
  const { metric, value, numerator, denominator, unit } = figure;
  if (value === null) return '–';
  const entry = catalogue.find(({ id }) => id === metric);
  const of = entry?.numerator.counts ?? '';
  const fraction =
    numerator !== null && denominator !== null
      ? [numberText(numerator, of, language), numberText(denominator, entry?.denominator?.counts ?? '', language)].join(
          ' / ',
        )
      : '';
  const whole =
    unit === 'share' || unit === 'completion'
      ? `${(value * 100).toFixed(2)}%`
      : numberText(value, unit === 'count' ? of : unit, language);
  return whole + (fraction && [`（${fraction}）`, ` (${fraction})`][language]);
}

/** Words behind a number where the bare number would mislead; amounts are held in hundredths. */
const UNITS: Readonly<Record<string, readonly [by: number, zh: string, en: string]>> = {
  cents: [100, '元', ' yuan'],
  score_hundredths: [100, '分', ' points'],
  days: [1, '天', ' days'],
};

function numberText(number: number, unit: string, language: 0 | 1): string {
  const [by, zh, en] = UNITS[unit] ?? [1, '', ''];
  return (number / by).toLocaleString('en-US', { maximumFractionDigits: 2 }) + [zh, en][language];
}

/** The changes in plain words, Chinese and then English, for whoever signs them off. */
export function describeChanges(changes: Changes): string {
  return `${describe(changes, 0)}\n\n${describe(changes, 1)}\n`;
}

/** What a file is to a reader of the list, by its folder. */
const KINDS: readonly (readonly [pattern: RegExp, zh: string, en: string])[] = [
  [/^embed\//, '脚本和样式', 'scripts and sheets'],
  [/\.json$/, '数据', 'data'],
  [/\.(png|svg)$/, '图片', 'pictures'],
  [/^fragment\//, '页面片段', 'fragments'],
  [/./, '目录页', 'index page'],
];

/** `57 个（数据 23、图片 22…）`, scripts by their names, since they are code that runs in the portal. */
function filesText(paths: readonly string[], language: 0 | 1): string {
  const groups = KINDS.map(([pattern, ...names], index) => ({
    name: names[language] ?? '',
    paths: paths.filter((path) => KINDS.findIndex(([first]) => first.test(path)) === index && pattern.test(path)),
  })).filter((group) => group.paths.length > 0);
  const parts = groups.map(({ name, paths: all }) => `${name} ${all.length}`);
  const scripts = paths.filter((path) => path.startsWith('embed/')).map((path) => `\n    ${path}`);
  const list = [parts.join('、'), parts.join(', ')][language];
  return (
    [`${paths.length} 个`, `${paths.length}`][language] +
    (parts.length > 0 ? ([`（${list}）`, ` (${list})`][language] ?? '') : '') +
    scripts.join('')
  );
}

function describe({ from, to, figures, same, added, removed, changed }: Changes, language: 0 | 1): string {
  const say = (zh: string, en: string) => (language === 0 ? zh : en);

  const lines = [
    say(
      `数据包变化：${from.publicationId}（截至${from.asOf}）→ ${to.publicationId}（截至${to.asOf}）`,
      `Changes of the bundle: ${from.publicationId} (as of ${from.asOf}) → ${to.publicationId} (as of ${to.asOf})`,
    ),
  ];
  if (isOlder(to, from))
    lines.push(say('注意：后一个数据包比前一个旧。', 'Note: the second bundle is older than the first.'));
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
  if (![...added, ...changed, ...removed].some((path) => path.startsWith('embed/'))) {
    lines.push(say('脚本没有变化。', 'The scripts did not change.'));
  }
  for (const [paths, zh, en] of [
    [added, '新增文件', 'files added'],
    [changed, '内容改变的文件', 'files with other content'],
    [removed, '不再包含的文件（已就位的保留）', 'files no longer in it (those in place stay)'],
  ] as const) {
    lines.push(say(`${zh}：${filesText(paths, 0)}`, `${en}: ${filesText(paths, 1)}`));
  }
  return lines.join('\n');
}
