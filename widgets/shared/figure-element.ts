import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { failureCode, fetchAnswer } from './answer-client.ts';
import { toHtml } from './content.ts';
import { toNode } from './content-dom.ts';
import type { Draw, Drawing } from './drawing.ts';
import { figureStyles } from './figure.styles.ts';
import { maxAgeOf, staleFrom } from './freshness.ts';
import type { Box } from './geometry.ts';
import { type Language, languageOf, say } from './language.ts';
import { lightStyles } from './light.styles.ts';
import { dayText } from './numbers.ts';
import { type Page, pageContent } from './page.ts';

/** `loading` until there is an answer; `stale` when it is too old or a copy; `error` when there is none or no newer one. */
export type FigureState = 'loading' | 'ready' | 'empty' | 'stale' | 'error';

/** How one widget reads, tells and draws its figures. */
export type FigureKind = {
  /** Name of its trusted document. */
  readonly document: string;
  /** Throws UnusableAnswer for an error or another shape. */
  readonly read: (envelope: unknown, language: Language) => Page;
  /** By the key of a table; a table without one stays a table. */
  readonly drawings: Readonly<Record<string, Draw>>;
};

/** A box in the frame that something is laid over. */
type Place = Box & { readonly top: number; readonly left: number };

/** Address of the script itself; the build puts it in, because a classic script and a module learn it differently. */
declare const __UNION_SCRIPT__: string;

/** `…/embed/v1/widgets.js` is served from `…`; a script from elsewhere speaks for its origin. */
const embed = __UNION_SCRIPT__.indexOf('/embed/');
const home = embed < 0 ? new URL(__UNION_SCRIPT__).origin : __UNION_SCRIPT__.slice(0, embed);

const lightSheet = new CSSStyleSheet();
lightSheet.replaceSync(lightStyles);

/** How long nothing is shown before the skeleton, in milliseconds. */
const PATIENCE = 300;

/**
 * What every widget does: it fetches an answer, keeps the tables in light DOM, and draws over them without moving
 * anything. A server-rendered fragment in the light DOM stays as it is when it says the same.
 *
 * Properties are declared without decorators: the sources run in Node by type stripping, which knows none, and the
 * bundle carries no helper for them.
 *
 * @attr {string} scope - Whose figures: `region:320924`, `park:<code>`, `federation:<code>`.
 * @attr {string} [base] - Address of the API; the place the script came from when absent.
 * @attr {string} [src] - Address of one answer, instead of `base`, `scope` and `source`.
 * @attr {'graphql' | 'static'} [source=graphql] - The trusted document, or the files of the current publication.
 * @attr {string} [published] - A day: figures as they were published until then; they are never called stale.
 * @attr {'zh-CN' | 'en'} [lang] - The language of the page when absent.
 * @attr {'auto' | 'light' | 'dark' | 'contrast'} [theme=auto] - `auto` follows the page's `color-scheme`.
 * @attr {'chart' | 'table'} [view=chart] - What is shown; the switch changes it.
 * @attr {number} [heading-level=3] - 2 to 6.
 * @attr {string} [max-age=36h] - Age after the end of the as-of day from which figures are stale: `36`, `36h`, `3d`.
 * @attr {'loading' | 'ready' | 'empty' | 'stale' | 'error'} state - Reflected, for the page's styles and for tests.
 *
 * @event {CustomEvent<{ url: string; publicationId: string; asOf: string }>} union-load - An answer is shown.
 * @event {CustomEvent<{ url: string; code: string; reference: string }>} union-error - There is no answer.
 * @event {CustomEvent<{ state: string }>} union-state-change
 *
 * @slot - Shown until there are figures, unless the head, body and foot of a fragment are there.
 * @csspart chart - What is drawn over one table.
 * @csspart tip - The words of the point under the pointer or the keyboard.
 * @csspart switch - The button between chart and table.
 * @csspart notice - Out of date, or not updated.
 * @csspart error - In the place of figures when there are none.
 * @csspart retry
 *
 * @cssproperty --union-font - Before the system's Chinese fonts.
 * @cssproperty --union-color-text
 * @cssproperty --union-color-muted
 * @cssproperty --union-color-surface
 * @cssproperty --union-color-grid
 * @cssproperty --union-color-first - The first series.
 * @cssproperty --union-color-second - The second series.
 * @cssproperty --union-color-target
 * @cssproperty --union-color-accent - Links and buttons.
 * @cssproperty --union-color-focus
 * @cssproperty --union-reserved-height - Height kept free from the start where no fragment gives one.
 */
export class FigureElement extends LitElement {
  static override properties = {
    scope: {},
    base: {},
    src: {},
    source: {},
    published: {},
    lang: {},
    theme: {},
    view: { reflect: true },
    headingLevel: { attribute: 'heading-level' },
    maxAge: { attribute: 'max-age' },
    state: { reflect: true },
  };
  static override styles = figureStyles;
  /** Overridden by each widget. */
  static kind: FigureKind;

  declare scope: string | null;
  declare base: string | null;
  declare src: string | null;
  declare source: string | null;
  declare published: string | null;
  declare lang: string;
  declare theme: string | null;
  declare view: string;
  declare headingLevel: number | string;
  declare maxAge: string | null;
  declare state: FigureState;

  #url = '';
  #answer: { readonly body: unknown; readonly isCopy: boolean } | undefined;
  #page: Page | undefined;
  /** The light DOM that was written or found last. */
  #told = '';
  #failure: { readonly code: string; readonly reference: string } | undefined;
  /** There was no fragment when the element came, so that it keeps room itself. */
  #isReserved = false;
  #isSlow = false;
  /** By `data-over`. */
  #places: Readonly<Record<string, Place>> = {};
  #drawings: Record<string, Drawing> = {};
  #lit = { key: '', index: -1 };
  #timer = 0;
  readonly #resizes = new ResizeObserver(() => this.#measure());
  readonly #darkness = matchMedia('(prefers-color-scheme: dark)');
  readonly #update = () => this.requestUpdate();

  constructor() {
    super();
    this.view = 'chart';
    this.headingLevel = 3;
    this.state = 'loading';
  }

  get #kind(): FigureKind {
    return (this.constructor as typeof FigureElement).kind;
  }

  get #language(): Language {
    return languageOf(this.lang || this.closest<HTMLElement>('[lang]')?.lang);
  }

  get #parts(): readonly Element[] {
    return [...this.children].filter((child) => child.matches('.union-part'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode() as Document;
    if (!root.adoptedStyleSheets.includes(lightSheet)) root.adoptedStyleSheets.push(lightSheet);
    this.#isReserved ||= !this.#parts.length;
    this.#resizes.observe(this);
    this.#darkness.addEventListener('change', this.#update);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#resizes.disconnect();
    this.#darkness.removeEventListener('change', this.#update);
  }

  /** Asks for the answer again. Resolves when it was read, or when there is none. */
  async reload(): Promise<void> {
    const url = this.#url;
    this.#failure = undefined;
    this.#become('loading');
    const slow = setTimeout(() => {
      this.#isSlow = true;
      this.#update();
    }, PATIENCE);
    try {
      const answer = await fetchAnswer(url);
      if (url !== this.#url) return;
      this.#page = this.#kind.read(answer.body, this.#language);
      this.#answer = answer;
      this.#tell();
      const { id, asOf } = this.#page.publication;
      this.#emit('load', { url, publicationId: id, asOf });
    } catch (error) {
      if (url !== this.#url) return;
      const code = failureCode(error);
      this.#failure = { code, reference: `${code}-${Date.now().toString(36).toUpperCase()}` };
      this.#emit('error', { url, ...this.#failure });
    } finally {
      clearTimeout(slow);
      this.#isSlow = false;
    }
    this.#judge();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const url = this.#address();
    if (url !== this.#url) {
      this.#url = url;
      if (url) void this.reload();
    }
    if (this.#answer && (changed.has('lang') || changed.has('headingLevel'))) {
      this.#page = this.#kind.read(this.#answer.body, this.#language);
      this.#tell();
    }
    if (changed.has('maxAge') && this.#page) this.#judge();
    const isDark = this.#darkness.matches && /dark/.test(getComputedStyle(this).colorScheme);
    const { theme } = this;
    this.setAttribute('scheme', theme && theme !== 'auto' ? theme : isDark ? 'dark' : 'light');
  }

  #address(): string {
    const { src, scope, published } = this;
    if (src) return new URL(src, document.baseURI).href;
    if (!scope) return '';
    const base = this.base ?? home;
    const name = this.#kind.document;
    if (this.source === 'static') {
      return `${base}/publications/current/static/${name}/${scope.replace(':', '-')}.json`;
    }
    const until = published ? `&published=${published}` : '';
    return `${base}/w/${name}?scope=${encodeURIComponent(scope).replace('%3A', ':')}${until}`;
  }

  /** Writes the light DOM, unless it says the same already. */
  #tell(): void {
    const content = pageContent(this.#page as Page, {
      language: this.#language,
      headingLevel: Number(this.headingLevel),
      dataUrl: this.#url,
    });
    const parts = this.#parts;
    const html = content.map(toHtml).join('');
    if (html !== this.#told && html !== parts.map((part) => part.outerHTML).join('')) {
      for (const part of parts) part.remove();
      this.append(...content.map(toNode));
    }
    this.#told = html;
    this.#drawings = {};
  }

  /** Decides the state, now and again at the moment the figures become stale. */
  #judge(): void {
    clearTimeout(this.#timer);
    const page = this.#page;
    if (this.#failure || !page) {
      this.#become('error');
      return;
    }
    const left = staleFrom(page.publication.asOf, maxAgeOf(this.maxAge)) - Date.now();
    const isStale = this.#answer?.isCopy || (left < 0 && !this.published);
    const isEmpty = page.tables.every(({ rows }) => !rows.length);
    this.#become(isStale ? 'stale' : isEmpty ? 'empty' : 'ready');
    if (left > 0 && left < 2 ** 31) this.#timer = window.setTimeout(() => this.#judge(), left);
  }

  #become(state: FigureState): void {
    if (state !== this.state) {
      this.state = state;
      this.#emit('state-change', { state });
    }
    this.#update();
  }

  #emit(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`union-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** Reads where the tables lie, so that what is drawn lies exactly over them. */
  #measure(): void {
    const frame = this.renderRoot.querySelector('.frame')?.getBoundingClientRect();
    if (!frame) return;
    const places: Record<string, Place> = {};
    const place = (key: string, element: Element | null, top?: number, bottom?: number, header = 0) => {
      if (!element) return;
      const box = element.getBoundingClientRect();
      const from = top ?? box.top;
      places[key] = {
        top: from - frame.top,
        left: box.left - frame.left,
        width: box.width,
        height: (bottom ?? box.bottom) - from,
        header,
      };
    };
    place('notice', this.querySelector('.union-as-of'));
    for (const box of this.querySelectorAll<HTMLElement>('.union-box')) {
      const { caption, tHead } = box.querySelector('table') as HTMLTableElement;
      const { bottom = 0 } = caption?.getBoundingClientRect() ?? {};
      if (!this.#kind.drawings[box.dataset['box'] ?? ''] || box.querySelector('.union-none') || !this.#page) continue;
      if (this.view === 'chart') box.scrollTop = 0;
      if (!places['switch']) place('switch', caption);
      place(box.dataset['box'] ?? '', box, bottom, undefined, tHead?.getBoundingClientRect().height);
    }
    if (JSON.stringify(places) === JSON.stringify(this.#places)) return;
    this.#places = places;
    this.#drawings = {};
    this.#update();
  }

  /** A parser that meets the tag after the script brings the fragment only when the element is there already. */
  readonly #onHead = () => {
    if (!this.#page) this.#isReserved = false;
    this.#measure();
    this.#update();
  };

  protected override updated(): void {
    const isDrawn = this.view === 'chart' && !!this.#places['switch'];
    this.toggleAttribute('drawn', isDrawn);
    for (const box of this.querySelectorAll<HTMLElement>('.union-box[role]')) box.tabIndex = isDrawn ? -1 : 0;
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>('[data-over]')) {
      const place = this.#places[element.dataset['over'] ?? ''];
      if (!place) continue;
      for (const side of ['top', 'left', 'width', 'height'] as const) element.style[side] = `${place[side]}px`;
    }
    this.#placeTip();
    this.#measure();
  }

  /** Under the lit row or above it; beside the lit point of a line. */
  #placeTip(): void {
    const { key, index } = this.#lit;
    const stop = this.#drawings[key]?.stops[index];
    const place = this.#places[key];
    const tip = this.renderRoot.querySelector<HTMLElement>(`[data-over="${key}"] .tip`);
    if (!stop || !tip || !place) return;
    const { offsetWidth, offsetHeight, style } = tip;
    const isColumn = stop.height > place.height / 2;
    const [under, middle] = [stop.y + stop.height + 4, stop.x + stop.width / 2];
    const top = isColumn ? stop.y : under + offsetHeight < place.height ? under : stop.y - offsetHeight - 4;
    const left = isColumn ? (middle > place.width / 2 ? middle - offsetWidth - 12 : middle + 12) : 8;
    style.top = `${Math.max(0, top)}px`;
    style.left = `${Math.max(8, Math.min(left, place.width - offsetWidth - 8))}px`;
  }

  protected override render(): unknown {
    const isFilled = this.#page || !this.#isReserved;
    return html`<div class="frame ${this.#isReserved ? 'reserved' : ''}">
      <slot name="head" @slotchange=${this.#onHead}></slot>
      ${this.#renderNotice()}
      ${this.#places['switch'] ? this.#renderSwitch() : nothing}
      ${this.view === 'chart' ? Object.keys(this.#places).map((key) => this.#renderDrawing(key)) : nothing}
      <slot name="body"></slot>
      <slot name="foot"></slot>
      ${isFilled ? nothing : html`<slot></slot>${this.#renderBlank()}`}
    </div>`;
  }

  #renderSwitch(): unknown {
    const isChart = this.view === 'chart';
    const words = isChart ? say(this.#language, '看表格', 'Table') : say(this.#language, '看图表', 'Chart');
    const onClick = () => {
      this.view = isChart ? 'table' : 'chart';
    };
    return html`<div class="over switch" data-over="switch"><button part="switch" @click=${onClick}>${words}</button></div>`;
  }

  #renderNotice(): unknown {
    const language = this.#language;
    const isError = this.state === 'error';
    if (!this.#places['notice'] || (!isError && this.state !== 'stale')) return nothing;
    const day = dayText(this.#page?.publication.asOf ?? '', language);
    const words = isError
      ? say(language, '未能更新', 'Not updated')
      : this.#answer?.isCopy
        ? say(language, `离线数据 · 截至${day}`, `Offline copy · as of ${day}`)
        : say(language, `数据已过期 · 截至${day}`, `Out of date · as of ${day}`);
    return html`<div class="over notice" part="notice" role="status" data-over="notice">
      <span class="shape" aria-hidden="true">▲</span>${words} ${isError ? this.#renderRetry() : nothing}
    </div>`;
  }

  #renderRetry(): unknown {
    return html`<button part="retry" @click=${() => this.reload()}>${say(this.#language, '重试', 'Retry')}</button>`;
  }

  #renderBlank(): unknown {
    const language = this.#language;
    if (this.state === 'error') {
      return html`<div class="over blank" part="error" role="alert">
        <p>${say(language, '数据暂时无法显示，请稍后重试。', 'The figures cannot be shown right now.')}</p>
        <p>${this.#renderRetry()}</p>
        <p class="code">${say(language, '参考号 ', 'Reference ')}${this.#failure?.reference}</p>
      </div>`;
    }
    if (!this.#isSlow) return nothing;
    return html`<div class="over blank" role="status" aria-label=${say(language, '正在加载', 'Loading')}>
      ${[...'123456789'].map(() => html`<div class="bone"></div>`)}
    </div>`;
  }

  #renderDrawing(key: string): unknown {
    const language = this.#language;
    const table = this.#page?.tables.find((one) => one.key === key);
    const place = this.#places[key];
    const draw = this.#kind.drawings[key];
    if (!table || !place || !draw) return nothing;
    this.#drawings[key] ??= draw(table, place, language);
    const drawing = this.#drawings[key];
    const lit = this.#lit.key === key ? this.#lit.index : -1;
    const light = (index: number) => {
      this.#lit = { key, index };
      this.#update();
    };
    const leave = () => light(-1);
    const onKey = (event: KeyboardEvent) => {
      const last = drawing.stops.length - 1;
      const steps: Record<string, number> = {
        ArrowDown: lit + 1,
        ArrowRight: lit + 1,
        ArrowUp: lit - 1,
        ArrowLeft: lit - 1,
        Home: 0,
        End: last,
      };
      const step = steps[event.key];
      if (event.key === 'Escape') this.renderRoot.querySelector<HTMLElement>('button[part="switch"]')?.focus();
      if (step === undefined) return;
      event.preventDefault();
      light(Math.min(last, Math.max(0, step)));
    };
    const onPointer = (event: PointerEvent) => {
      const chart = event.currentTarget as HTMLElement;
      const box = chart.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top + chart.scrollTop];
      const index = drawing.stops.findIndex(
        (stop) => x >= stop.x && x <= stop.x + stop.width && y >= stop.y && y <= stop.y + stop.height,
      );
      if (index !== lit) light(index);
    };
    const label = say(language, '图表，用方向键逐项查看，按 Esc 离开', 'chart, arrow keys walk, Escape leaves');
    return html`<div
      class="over chart"
      part="chart"
      role="group"
      tabindex="0"
      aria-label="${table.caption} ${label}"
      data-over=${key}
      @keydown=${onKey}
      @focus=${() => lit < 0 && light(0)}
      @blur=${leave}
      @pointermove=${onPointer}
      @pointerleave=${leave}
    >
      <svg width=${drawing.width} height=${drawing.height} aria-hidden="true">${drawing.draw(lit)}</svg>
      <div class="tip" part="tip" role="status">${drawing.stops[lit]?.spoken ?? nothing}</div>
    </div>`;
  }
}
