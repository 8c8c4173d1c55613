import { type Measure, measureOf } from '@union/widgets/shared/measure.ts';
import { countText, dayText, percentText, pointsText } from '@union/widgets/shared/numbers.ts';
import { goalText } from '@union/widgets/shared/words.ts';
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { language, moment, say } from '../../pages/shared/language.ts';
import type { Light, MetricRef, Projection, PublicationRef, Standing } from './answers.ts';
import { PanelError } from './client.ts';

/** How things are written and drawn; nothing here decides anything. */

export const tongue = () => (language() === 'en' ? 'en' : 'zh-CN') as 'en' | 'zh-CN';
export const measure = (metric: MetricRef): Measure => measureOf(metric as never, tongue());
export const day = (iso: string): string => dayText(iso, tongue());
export const named = ({ name, nameEn }: { readonly name: string; readonly nameEn: string }): string =>
  say(name, nameEn);
export const number = (count: number | null | undefined): string => (count == null ? '–' : countText(count));
export const goal = ({ target }: Standing): string => goalText(target as never, tongue(), measure(target.metric));

/** The number that was typed for a metric; 72, 72% and ７２％ are the same share. NaN when it is none. */
export function readValue(text: string, { unit }: Pick<MetricRef, 'unit'>): number {
  const plain = text.normalize('NFKC').replaceAll(/[\s,，]/g, '');
  const bare = Number(plain.replace(/%$/, ''));
  const isPercent = plain.endsWith('%') || (unit === 'SHARE' && bare > 1);
  return (unit === 'SHARE' || unit === 'COMPLETION') && isPercent ? bare / 100 : bare;
}

export const lightWord = ({ word, wordEn }: { readonly word: string | null; readonly wordEn: string | null }): string =>
  say(word ?? '', wordEn ?? '');

type OnPath = Pick<Standing, 'numerator' | 'denominator' | 'pathValue' | 'gapToPathPoints'>;

/**
 * Ahead of the path or behind it, in words. Of a share the distance of what is printed, as the elements write it, so that
 * a card and the chart below it never differ in the last digit; of a count hundredths of the target.
 */
export function gapText({ numerator, denominator, pathValue, gapToPathPoints }: OnPath, metric: MetricRef): string {
  if (gapToPathPoints === null || pathValue === null) return say('没有序时路径', 'no path');
  if (gapToPathPoints === 0) return say('正好在路径上', 'on the path');
  const isShare = metric.unit === 'SHARE' || metric.unit === 'COMPLETION';
  const size =
    isShare && numerator !== null && denominator
      ? pointsText(percentText(numerator, denominator), { targetValue: pathValue } as never)
      : Math.abs(gapToPathPoints).toFixed(2);
  const far = isShare ? say(` ${size} 个百分点`, `${size} points`) : say(`目标的 ${size}%`, `${size} % of the target`);
  return gapToPathPoints < 0 ? say(`落后${far}`, `behind by ${far}`) : say(`超前${far}`, `ahead by ${far}`);
}

/** `▲2`, with words for who hears it. */
export function change(places: number | null, since: string): TemplateResult {
  if (places === null)
    return html`<span class="muted" title=${since}>–<span class="spoken">${since}${say('无可比名次', ', nothing to compare')}</span></span>`;
  const [mark, words] =
    places > 0
      ? [`▲${places}`, say(`上升 ${places} 位`, `up ${places}`)]
      : places < 0
        ? [`▼${-places}`, say(`下降 ${-places} 位`, `down ${-places}`)]
        : [say('持平', 'same'), ''];
  return html`<span class=${places > 0 ? 'up' : places < 0 ? 'down' : 'muted'} title=${since}><span aria-hidden="true">${mark}</span><span class="spoken">${since}${words}</span></span>`;
}

export function expected(projection: Projection | null, { valueText }: Measure): string {
  switch (projection?.state) {
    case 'PROJECTED':
      return valueText(projection.value ?? 0);
    case 'TOO_FEW_POINTS':
      return say('历史太短', 'too short a history');
    case 'PERIOD_OVER':
      return say('期限已过', 'period over');
    default:
      return '–';
  }
}

export function range(projection: Projection | null, { valueText }: Measure): string {
  if (projection?.state !== 'PROJECTED' || projection.lower === null || projection.upper === null) return '';
  return say(
    `可能范围 ${valueText(projection.lower)}至${valueText(projection.upper)}`,
    `likely ${valueText(projection.lower)} to ${valueText(projection.upper)}`,
  );
}

const SHAPES: Readonly<Record<string, SVGTemplateResult>> = {
  CIRCLE: svg`<circle cx="8" cy="8" r="7"/>`,
  DIAMOND: svg`<path d="M8 0 16 8 8 16 0 8Z"/>`,
  TRIANGLE: svg`<path d="M8 1 16 15H0Z"/>`,
  SQUARE: svg`<path d="M1 1h14v14H1Z"/>`,
  STAR: svg`<path d="m8 0 2.4 5.3 5.6.6-4.2 3.9 1.2 5.9L8 12.7 3 15.7l1.2-5.9L0 5.9l5.6-.6Z"/>`,
  RING: svg`<path fill-rule="evenodd" d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z"/>`,
  CROSS: svg`<path d="M3 1 8 6l5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5-5-5Z"/>`,
  DASH: svg`<path d="M1 6h14v4H1Z"/>`,
};

/** A status by word and shape; the colour only adds to them. */
export function status(light: Light): TemplateResult {
  return html`<span class="light ${light.colourToken ?? 'same'}">${shape(light.shape)}${lightWord(light)}</span>`;
}

export const shape = (name: string | null): SVGTemplateResult | typeof nothing =>
  name === null
    ? nothing
    : (svg`<svg class="shape" viewBox="0 0 16 16" width="14" height="14" fill="currentColor" aria-hidden="true">${SHAPES[name] ?? SHAPES.DASH}</svg>` as SVGTemplateResult);

export const publicationName = ({ id, asOf, publishedAt }: PublicationRef): string =>
  say(
    `数据截至 ${asOf}（发布 ${id}，${moment(publishedAt)}）`,
    `as of ${asOf} (publication ${id}, ${moment(publishedAt)})`,
  );

/** What was asked for: still waiting, there, or why not. */
export type Loaded<T> =
  | { readonly state: 'loading'; readonly before?: T | undefined }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'error'; readonly error: PanelError; readonly before?: T | undefined };

export function asPanelError(error: unknown): PanelError {
  if (error instanceof PanelError) return error;
  console.error(error);
  return new PanelError('failed', 'PAGE', 'the page failed', '页面出错');
}

/** Waiting and refusals in one form; while something newer is waited for, what was there stays. */
export function show<T>(
  loaded: Loaded<T> | undefined,
  draw: (value: T) => TemplateResult | typeof nothing,
  retry?: () => void,
): TemplateResult | typeof nothing {
  if (!loaded) return nothing;
  if (loaded.state === 'ready') return draw(loaded.value);
  if (loaded.state === 'error') {
    return html`${errorBox(loaded.error, retry)}${loaded.before === undefined ? nothing : draw(loaded.before)}`;
  }
  return loaded.before === undefined
    ? html`<p class="loading" role="status">${say('正在读取……', 'Loading…')}</p>`
    : html`<div aria-busy="true">${draw(loaded.before)}</div>`;
}

const HEADS: Readonly<Record<PanelError['kind'], readonly [string, string]>> = {
  refused: ['没有权限', 'Not permitted'],
  'signed-out': ['登录已失效', 'Signed out'],
  'not-found': ['没有找到', 'Not found'],
  offline: ['连接中断', 'Offline'],
  rejected: ['未能完成', 'Not done'],
  failed: ['服务器出错', 'The server failed'],
};

export function errorBox(error: PanelError, retry?: () => void): TemplateResult {
  const tone = error.kind === 'refused' || error.kind === 'rejected' || error.kind === 'not-found' ? 'warn' : 'bad';
  return html`<div class="notice ${tone}" role="alert">
    <p><strong>${say(...HEADS[error.kind])}</strong>${say('：', ': ')}${error.sentence}</p>
    ${error.requestId ? html`<p>${say('请求编号：', 'Reference: ')}<code>${error.requestId}</code></p>` : nothing}
    ${error.kind === 'refused' || error.kind === 'signed-out' ? signIn() : nothing}
    ${retry && (error.kind === 'offline' || error.kind === 'failed') ? html`<p><button type="button" @click=${retry}>${say('重试', 'Try again')}</button></p>` : nothing}
  </div>`;
}

export function signIn(): TemplateResult {
  const here = `${location.pathname}${location.search}`;
  return html`<p>${say('已授权的人员登录后可以查看或填写。', 'Who was granted it may look or write once signed in.')} <a class="button" href=${`/sign-in?return=${encodeURIComponent(here)}`}>${say('登录', 'Sign in')}</a></p>`;
}
