import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { WallWrong } from '../errors.ts';

/**
 * What a wall can show: the trusted document behind it, and whether it is asked for by a metric. `one` shows one metric a
 * view; `many` a card for each.
 */
export const viewKinds = {
  targets: { zh: '目标卡', en: 'target cards', document: 'target', metrics: 'many' },
  ranking: { zh: '排名', en: 'ranking', document: 'ranking', metrics: 'one' },
  map: { zh: '色块图', en: 'map of tiles', document: 'map', metrics: 'one' },
  stars: { zh: '星级分布', en: 'star distribution', document: 'star-distribution', metrics: 'none' },
  assistance: { zh: '帮扶资金', en: 'assistance share', document: 'assistance-share', metrics: 'none' },
  parks: { zh: '园区覆盖', en: 'park coverage', document: 'park-coverage', metrics: 'none' },
} as const satisfies Record<
  string,
  { readonly zh: string; readonly en: string; readonly document: string; readonly metrics: 'none' | 'one' | 'many' }
>;

export type ViewKind = keyof typeof viewKinds;

export const viewKindNames = Object.keys(viewKinds) as readonly ViewKind[];

/** One view of a wall. `metrics` is `[]` where the kind takes none. */
export type View = { readonly kind: ViewKind; readonly metrics: readonly string[]; readonly seconds: number };

/** Seconds for which a view may stand. */
export const SECONDS = { least: 5, most: 600, usual: 20 } as const;
/** Views of a wall, and metrics of a view, at most. */
const MOST = { views: 24, metrics: 6 } as const;

const usualMetrics: readonly string[] = ['enterprise_unionisation_rate', 'member_rate'];

/** What a wall shows when nobody says: everything that leadership asks for each month. */
export const usualViews: readonly View[] = [
  { kind: 'targets', metrics: usualMetrics, seconds: SECONDS.usual },
  { kind: 'ranking', metrics: ['enterprise_unionisation_rate'], seconds: SECONDS.usual },
  { kind: 'map', metrics: ['enterprise_unionisation_rate'], seconds: SECONDS.usual },
  { kind: 'stars', metrics: [], seconds: SECONDS.usual },
  { kind: 'assistance', metrics: [], seconds: SECONDS.usual },
];

/**
 * Views as the command line writes them: `targets=member_rate,new_union_count@30 ranking map stars`.
 * @throws WallWrong
 */
export function parseViews(text: string): View[] {
  return checkViews(
    text
      .trim()
      .split(/[\s;]+/)
      .filter(Boolean)
      .map((word) => {
        const [, kind = '', metrics, seconds] = /^([a-z]+)(?:=([\w,]+))?(?:@(\d{1,4}))?$/.exec(word) ?? [];
        if (!kind) throw wrong(`views: ${word}`, 'is written kind=metric,metric@seconds', '须写作 种类=指标,指标@秒数');
        return { kind, metrics: metrics?.split(','), seconds: seconds === undefined ? undefined : Number(seconds) };
      }),
  );
}

type GivenView = {
  readonly kind: string;
  readonly metrics?: readonly string[] | null | undefined;
  readonly seconds?: number | null | undefined;
};

/** Views as they are kept, with what was left out filled in. @throws WallWrong that names the place, the value and the rule. */
export function checkViews(given: readonly GivenView[]): View[] {
  if (given.length < 1 || given.length > MOST.views) {
    throw wrong(`views: ${given.length}`, `must be 1 to ${MOST.views}`, `须为 1 至 ${MOST.views} 个`);
  }
  return given.map(({ kind, metrics, seconds }, at) => {
    const place = `views[${at}]`;
    if (!Object.hasOwn(viewKinds, kind)) {
      throw wrong(
        `${place}.kind: ${kind}`,
        `is one of ${viewKindNames.join(', ')}`,
        `须为 ${viewKindNames.join('、')} 之一`,
      );
    }
    const takes = viewKinds[kind as ViewKind].metrics;
    const most = takes === 'many' ? MOST.metrics : takes === 'one' ? 1 : 0;
    const usual = takes === 'many' ? usualMetrics : takes === 'one' ? usualMetrics.slice(0, 1) : [];
    const chosen = metrics?.length ? [...new Set(metrics)] : usual;
    if (chosen.length > most) {
      throw wrong(`${place}.metrics: ${chosen.join(',')}`, `takes ${most} at most`, `最多 ${most} 个`);
    }
    const unknown = chosen.find((id) => !catalogue.some((metric) => metric.id === id));
    if (unknown !== undefined) throw wrong(`${place}.metrics: ${unknown}`, 'is no metric', '不是已有指标');
    const shown = seconds ?? SECONDS.usual;
    if (!Number.isInteger(shown) || shown < SECONDS.least || shown > SECONDS.most) {
      throw wrong(
        `${place}.seconds: ${shown}`,
        `must be ${SECONDS.least} to ${SECONDS.most}`,
        `须为 ${SECONDS.least} 至 ${SECONDS.most}`,
      );
    }
    return { kind: kind as ViewKind, metrics: chosen, seconds: shown };
  });
}

function wrong(place: string, rule: string, ruleZh: string): WallWrong {
  return new WallWrong(`${place} ${rule}`, `${place} ${ruleZh}`);
}
