import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { failureCode, fetchAnswer } from './answer-client.ts';
import { toHtml } from './content.ts';
import { toNode } from './content-dom.ts';
import type { Drawing } from './drawing.ts';
import { figureStyles } from './figure.styles.ts';
import { maxAgeOf, staleFrom } from './freshness.ts';
import type { Box } from './geometry.ts';
import { type Language, languageOf, say } from './language.ts';
import { lightStyles } from './light.styles.ts';
import { dayText } from './numbers.ts';
import { type Page, pageContent } from './page.ts';

/** `loading` until there is an answer; `stale` when it is too old or a copy; `error` when there is none or no newer one. */
export type FigureElementState = 'loading' | 'ready' | 'empty' | 'stale' | 'error';

/** What a widget makes of its answer. */
export type Figures = {
  readonly page: Page;
  /** The drawing for the table `key` in a box, or undefined when that table stays a table. */
  readonly drawings: Readonly<Record<string, ((box: Box) => Drawing) | undefined>>;
};

/** How one widget reads and tells its figures. */
export type FigureKind = {
  /** Name of its trusted document. */
  readonly document: string;
  /** Throws UnusableAnswer for an error or another shape. */
  readonly read: (envelope: unknown, language: Language) => Figures;
};

/** Where a table lies in the frame, with the box its drawing may fill. */
type Place = Box & { readonly key: string; readonly top: number; readonly left: number };
type Failure = { readonly code: string; readonly reference: string };

/** Address of the script itself; the build puts it in, because a classic script and a module learn it differently. */
declare const __UNION_SCRIPT__: string;

/** `…/embed/v1/widgets.js` is served from `…`; a script from elsewhere speaks for its origin. */
const embed = __UNION_SCRIPT__.indexOf('/embed/');
const home = embed < 0 ? new URL(__UNION_SCRIPT__).origin : __UNION_SCRIPT__.slice(0, embed);

const lightSheet = new CSSStyleSheet();
lightSheet.replaceSync(lightStyles);

/**
 * What every widget does: it fetches an answer, keeps the tables in light DOM, and draws over them without moving
 * anything. A server-rendered fragment in the light DOM is kept as it is when it says the same.
 *
 * Properties are declared without decorators: the files run in Node by type stripping, and the bundle carries no helper.
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
    headingLevel: { attribute: 'heading-level', type: Number },
    maxAge: { attribute: 'max-age' },
    state: { reflect: true },
  };
  static override styles = figureStyles;
  /** Overridden by each widget. */
  static kind: FigureKind;

  /** Whose figures: `region:320924`, `park:<code>`, `federation:<code>`. */
  declare scope: string;
  /** Address of the API; the place the script came from when absent. */
  declare base: string | null;
  /** Address of one answer, instead of `base`, `scope` and `source`. */
  declare src: string | null;
  /** `graphql` asks the trusted document, `static` the files of the current publication. */
  declare source: 'graphql' | 'static';
  /** A day: figures as they were published until then; they are never called stale. */
  declare published: string | null;
  /** `zh-CN` or `en`; the language of the page when absent. */
  declare lang: string;
  /** `auto` follows the page's `color-scheme`. */
  declare theme: 'auto' | 'light' | 'dark' | 'contrast';
  declare view: 'chart' | 'table';
  /** 2 to 6. */
  declare headingLevel: number;
  /** Age after the end of the as-of day from which figures are stale: `36`, `36h`, `3d`. */
  declare maxAge: string | null;
  /** Reflected, for the page's own styles and for tests. */
  declare state: FigureElementState;

  #url = '';
  #envelope: unknown;
  #isCopy = false;
  #failure: Failure | null = null;
  #figures: Figures | null = null;
  #told = '';
  #hasFragment = false;
  #isReserved = false;
  #isSlow = false;
  #places: readonly Place[] = [];
  #notice: Place | null = null;
  #toolbar: Place | null = null;
  #drawings = new Map<string, Drawing>();
  #lit: { readonly key: string; readonly index: number } | null = null;
  #timer = 0;
  readonly #resizes = new ResizeObserver(() => this.#measure());
  readonly #darkness = matchMedia('(prefers-color-scheme: dark)');
  readonly #onDarkness = () => this.#dress();

  constructor() {
    super();
    this.scope = '';
    this.base = null;
    this.src = null;
    this.source = 'graphql';
    this.published = null;
    this.theme = 'auto';
    this.view = 'chart';
    this.headingLevel = 3;
    this.maxAge = null;
    this.state = 'loading';
  }

  get #kind(): FigureKind {
    return (this.constructor as typeof FigureElement).kind;
  }

  get #language(): Language {
    return languageOf(this.lang || (this.closest('[lang]') as HTMLElement | null)?.lang);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode() as Document | ShadowRoot;
    if (!root.adoptedStyleSheets.includes(lightSheet)) root.adoptedStyleSheets.push(lightSheet);
    this.#hasFragment = this.#parts().length > 0;
    this.#isReserved ||= !this.#hasFragment;
    this.#resizes.observe(this);
    this.#darkness.addEventListener('change', this.#onDarkness);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#resizes.disconnect();
    this.#darkness.removeEventListener('change', this.#onDarkness);
  }

  /** Asks for the answer again. Resolves when it was read or failed. */
  async reload(): Promise<void> {
    const url = this.#url;
    this.#failure = null;
    this.#setState('loading');
    const slow = setTimeout(() => {
      this.#isSlow = true;
      this.requestUpdate();
    }, 300);
    try {
      const { body, isCopy } = await fetchAnswer(url);
      if (url !== this.#url) return;
      this.#kind.read(body, this.#language);
      this.#envelope = body;
      this.#isCopy = isCopy;
      this.#tell();
      const publication = this.#figures?.page;
      this.#emit('union-load', { url, asOf: publication?.asOf, publicationId: publication?.publicationId });
    } catch (error) {
      if (url !== this.#url) return;
      const code = failureCode(error);
      this.#failure = { code, reference: `${code}-${Date.now().toString(36).toUpperCase()}` };
      this.#emit('union-error', { url, ...this.#failure });
    } finally {
      clearTimeout(slow);
      this.#isSlow = false;
      if (url === this.#url) this.#judge();
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const url = this.#address();
    if (url && url !== this.#url) {
      this.#url = url;
      void this.reload();
    }
    if (this.#envelope && (changed.has('lang') || changed.has('headingLevel') || changed.has('base'))) this.#tell();
    if (changed.has('maxAge') && this.#figures) this.#judge();
    if (changed.has('theme')) this.#dress();
  }

  #address(): string {
    if (this.src) return new URL(this.src, document.baseURI).href;
    if (!this.scope) return '';
    const base = (this.base ?? home).replace(/\/$/, '');
    const { document: name } = this.#kind;
    if (this.source === 'static') {
      return `${base}/publications/current/static/${name}/${this.scope.replace(':', '-')}.json`;
    }
    const published = this.published ? `&published=${encodeURIComponent(this.published)}` : '';
    return `${base}/w/${name}?scope=${encodeURIComponent(this.scope).replace('%3A', ':')}${published}`;
  }

  #parts(): readonly Element[] {
    return [...this.children].filter((child) => child.classList.contains('union-part'));
  }

  /** Writes the light DOM, unless it says the same already. */
  #tell(): void {
    const language = this.#language;
    this.#figures = this.#kind.read(this.#envelope, language);
    const level = Math.min(6, Math.max(2, Math.round(this.headingLevel) || 3));
    const content = pageContent(this.#figures.page, { language, headingLevel: level, dataUrl: this.#url });
    const told = content.map(toHtml).join('');
    const parts = this.#parts();
    if (told !== this.#told && told !== parts.map((part) => part.outerHTML).join('')) {
      for (const part of parts) part.remove();
      this.append(...content.map(toNode));
    }
    this.#told = told;
    this.#drawings.clear();
  }

  /** Decides the state, now and again at the moment the figures become stale. */
  #judge(): void {
    clearTimeout(this.#timer);
    const page = this.#figures?.page;
    let state: FigureElementState = 'ready';
    if (this.#failure) state = 'error';
    else if (page) {
      const left = staleFrom(page.asOf, maxAgeOf(this.maxAge)) - Date.now();
      const isStale = this.#isCopy || (!this.published && left < 0);
      const isEmpty = page.tables.every((table) => table.rows.length === 0);
      state = isStale ? 'stale' : isEmpty ? 'empty' : 'ready';
      if (left > 0 && left < 2 ** 31) this.#timer = window.setTimeout(() => this.#judge(), left);
    }
    this.#setState(state);
    this.requestUpdate();
  }

  #setState(state: FigureElementState): void {
    if (state === this.state) return;
    this.state = state;
    this.#emit('union-state-change', { state });
  }

  #emit(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  #dress(): void {
    const { theme } = this;
    const follows = this.#darkness.matches && /dark/.test(getComputedStyle(this).colorScheme);
    const scheme = theme === 'auto' ? (follows ? 'dark' : 'light') : theme;
    this.setAttribute('scheme', scheme);
  }

  /** Reads where the tables lie, so that the drawings lie exactly over them. */
  #measure(): void {
    const frame = this.renderRoot?.querySelector('.frame')?.getBoundingClientRect();
    if (!frame) return;
    const place = (key: string, element: Element, header = 0, top = 0, bottom?: number): Place => {
      const box = element.getBoundingClientRect();
      const y = top || box.top;
      return {
        key,
        top: y - frame.top,
        left: box.left - frame.left,
        width: box.width,
        height: (bottom ?? box.bottom) - y,
        header,
      };
    };
    const drawings = this.#figures?.drawings;
    const boxes = [...this.querySelectorAll<HTMLElement>('.union-box')];
    const places = boxes.flatMap((box) => {
      const key = box.dataset['box'] ?? '';
      const table = box.querySelector('table');
      if (!drawings?.[key] || !table?.tHead || table.querySelector('.union-none')) return [];
      box.scrollTop = this.view === 'chart' ? 0 : box.scrollTop;
      const head = table.tHead.getBoundingClientRect();
      const caption = table.caption?.getBoundingClientRect().bottom ?? head.top;
      const bottom = box.classList.contains('union-scroll') ? box.getBoundingClientRect().bottom : undefined;
      return [place(key, box, head.height, caption, bottom)];
    });
    const asOf = this.querySelector('.union-as-of');
    const caption = this.querySelector('.union-box caption');
    const [notice, toolbar] = [asOf && place('', asOf), caption && place('', caption)];
    const measured = JSON.stringify([places, notice, toolbar]);
    if (measured === this.#measured) return;
    this.#measured = measured;
    this.#places = places;
    this.#notice = notice;
    this.#toolbar = toolbar;
    this.#drawings.clear();
    this.requestUpdate();
  }
  #measured = '';

  protected override updated(): void {
    this.toggleAttribute('drawn', this.view === 'chart' && this.#places.length > 0);
    for (const box of this.querySelectorAll<HTMLElement>('.union-scroll')) {
      box.tabIndex = this.hasAttribute('drawn') ? -1 : 0;
    }
    const over = this.renderRoot.querySelectorAll<HTMLElement>('[data-over]');
    for (const element of over) {
      const place = this.#placeOf(element.dataset['over'] ?? '');
      if (!place) continue;
      const { style } = element;
      style.top = `${place.top}px`;
      if (element.dataset['over'] === 'toolbar') {
        style.right = '0px';
        continue;
      }
      style.left = `${place.left}px`;
      style.width = `${place.width}px`;
      style.height = `${place.height}px`;
    }
    this.#placeTip();
    this.#measure();
  }

  #placeOf(key: string): Place | null | undefined {
    if (key === 'notice') return this.#notice;
    if (key === 'toolbar') return this.#toolbar;
    return this.#places.find((place) => place.key === key);
  }

  #placeTip(): void {
    const lit = this.#lit;
    const stop = lit && this.#drawings.get(lit.key)?.stops[lit.index];
    const tip = lit && this.renderRoot.querySelector<HTMLElement>(`[data-over="${lit.key}"] .tip`);
    const place = lit && this.#placeOf(lit.key);
    if (!stop || !tip || !place) return;
    const below = stop.y + stop.height + 4;
    const isTall = stop.height > place.height / 2;
    const fits = below + tip.offsetHeight < place.height;
    tip.style.top = `${Math.max(0, isTall ? stop.y : fits ? below : stop.y - tip.offsetHeight - 4)}px`;
    const middle = stop.x + stop.width / 2;
    const room = place.width - tip.offsetWidth - 8;
    const left = isTall ? (middle > place.width / 2 ? middle - tip.offsetWidth - 12 : middle + 12) : 8;
    tip.style.left = `${Math.max(8, Math.min(left, room))}px`;
  }

  protected override render(): TemplateResult {
    const page = this.#figures?.page;
    const isDrawn = this.view === 'chart';
    const filled = page || this.#hasFragment;
    return html`<div class="frame ${this.#isReserved ? 'reserved' : ''}">
      <slot name="head"></slot>
      ${this.#renderNotice()}
      ${this.#places.length > 0 ? this.#renderToolbar() : nothing}
      ${isDrawn ? this.#places.map((place) => this.#renderDrawing(place)) : nothing}
      <slot name="body"></slot>
      <slot name="foot"></slot>
      ${filled ? nothing : html`<slot></slot>${this.#renderBlank()}`}
    </div>`;
  }

  #renderToolbar(): TemplateResult {
    const language = this.#language;
    return html`<div class="over" part="toolbar" data-over="toolbar">
      <button part="switch" @click=${() => (this.view = this.view === 'chart' ? 'table' : 'chart')}>${
        this.view === 'chart' ? say(language, '看表格', 'Table') : say(language, '看图表', 'Chart')
      }</button>
    </div>`;
  }

  #renderNotice(): TemplateResult | typeof nothing {
    const page = this.#figures?.page;
    const language = this.#language;
    if (!this.#notice) return nothing;
    if (this.state === 'stale' && page) {
      const day = dayText(page.asOf, language);
      const word = this.#isCopy
        ? say(language, '离线数据', 'Offline copy')
        : say(language, '数据已过期', 'Out of date');
      return html`<div class="over notice" part="notice" role="status" data-over="notice">
        <span class="shape" aria-hidden="true">▲</span>${word} · ${say(language, `截至${day}`, `as of ${day}`)}
      </div>`;
    }
    if (this.state !== 'error') return nothing;
    return html`<div class="over notice" part="notice" role="alert" data-over="notice">
      <span class="shape" aria-hidden="true">▲</span>${say(language, '未能更新', 'Not updated')} ${this.#renderRetry()}
    </div>`;
  }

  #renderRetry(): TemplateResult {
    return html`<button part="retry" @click=${() => this.reload()}>${say(this.#language, '重试', 'Retry')}</button>`;
  }

  #renderBlank(): TemplateResult | typeof nothing {
    const language = this.#language;
    if (this.#failure) {
      return html`<div class="over blank" part="error" role="alert">
        <p>${say(language, '图表暂时无法显示，请稍后重试。', 'The figures cannot be shown right now.')}</p>
        <p>${this.#renderRetry()}</p>
        <p class="code">${say(language, '参考号', 'Reference')} ${this.#failure.reference}</p>
      </div>`;
    }
    if (!this.#isSlow) return nothing;
    return html`<div class="over blank" part="loading" role="status" aria-label=${say(language, '正在加载', 'Loading')}>
      ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => html`<div class="bone"></div>`)}
    </div>`;
  }

  #renderDrawing(place: Place): TemplateResult {
    const language = this.#language;
    const drawing = this.#drawingOf(place);
    const table = this.#figures?.page.tables.find(({ key }) => key === place.key);
    const lit = this.#lit?.key === place.key ? this.#lit.index : -1;
    const label = say(
      language,
      `${table?.caption}，图表，用方向键逐项查看，按 Esc 离开`,
      `${table?.caption}, chart; arrow keys walk, Escape leaves`,
    );
    return html`<div
      class="over chart"
      part="chart"
      role="group"
      tabindex="0"
      aria-label=${label}
      data-over=${place.key}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, place.key, drawing)}
      @focus=${() => this.#light(place.key, lit < 0 ? 0 : lit)}
      @blur=${() => this.#light(place.key, -1)}
      @pointermove=${(event: PointerEvent) => this.#onPointer(event, place.key, drawing)}
      @pointerleave=${() => this.#light(place.key, -1)}
    >
      <svg width=${drawing.width} height=${drawing.height} aria-hidden="true">${drawing.draw(lit)}</svg>
      <div class="tip" part="tip" role="status">${drawing.stops[lit]?.spoken ?? nothing}</div>
    </div>`;
  }

  #drawingOf(place: Place): Drawing {
    let drawing = this.#drawings.get(place.key);
    if (!drawing) {
      drawing = this.#figures?.drawings[place.key]?.(place) as Drawing;
      this.#drawings.set(place.key, drawing);
    }
    return drawing;
  }

  #light(key: string, index: number): void {
    if (index < 0 && this.#lit?.key !== key) return;
    this.#lit = index < 0 ? null : { key, index };
    this.requestUpdate();
  }

  #onKey(event: KeyboardEvent, key: string, drawing: Drawing): void {
    const last = drawing.stops.length - 1;
    const at = this.#lit?.index ?? -1;
    const isRtl = getComputedStyle(this).direction === 'rtl';
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      ArrowRight: isRtl ? at - 1 : at + 1,
      ArrowLeft: isRtl ? at + 1 : at - 1,
      Home: 0,
      End: last,
    };
    if (event.key === 'Escape') {
      this.renderRoot.querySelector<HTMLElement>('[part="switch"]')?.focus();
      return;
    }
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#light(key, Math.min(last, Math.max(0, step)));
  }

  #onPointer(event: PointerEvent, key: string, drawing: Drawing): void {
    const chart = event.currentTarget as HTMLElement;
    const box = chart.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top + chart.scrollTop];
    const index = drawing.stops.findIndex(
      (stop) => x >= stop.x && x <= stop.x + stop.width && y >= stop.y && y <= stop.y + stop.height,
    );
    if (index !== (this.#lit?.key === key ? this.#lit.index : -1)) this.#light(key, index);
  }
}
