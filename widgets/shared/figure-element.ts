import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { AnswerUnavailable, failureCode, fetchAnswer } from './answer-client.ts';
import { addressOf, RULES, refusal } from './attributes.ts';
import { toHtml } from './content.ts';
import { toNode } from './content-dom.ts';
import type { Draw, Drawing } from './drawing.ts';
import { styles } from './figure.styles.ts';
import { maxAgeOf, staleFrom } from './freshness.ts';
import type { Box } from './geometry.ts';
import { type Language, languageOf, replaceWords, say } from './language.ts';
import { dayText, inStyle } from './numbers.ts';
import { csv, type PlainTable, plainTables, png } from './outputs.ts';
import { type Page, pageContent } from './page.ts';

/**
 * `loading` until there is an answer; `stale` when it is too old or a copy; `error` when there is none or no newer one;
 * `unauthorised` when the service wants to know who asks; `empty`, `suppressed`, `not-applicable`, `not-reported` when the
 * answer has no number to show.
 */
export type ElementState =
  | 'loading'
  | 'ready'
  | 'empty'
  | 'suppressed'
  | 'not-applicable'
  | 'not-reported'
  | 'stale'
  | 'error'
  | 'unauthorised';

/** How one widget reads, tells and draws its figures. */
export type FigureKind = {
  /** Name of its trusted document. */
  readonly document: string;
  /** The attributes that the document has variables for, beside the scope. */
  readonly takes: readonly string[];
  /** The kind of scope that is meant when none is named, where that is not the document's own. */
  readonly kindOf?: (scope: string) => string;
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

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);

/** Words of the page itself, `{ "园区": "产业园区" }`, in a data block or set before the script. */
try {
  const block = document.querySelector('script[type="application/json"][data-union-words]');
  replaceWords(
    (globalThis as { unionWords?: Record<string, string> }).unionWords ?? JSON.parse(block?.textContent || '{}'),
  );
} catch {
  console.warn('union-widgets: the words of the page are no JSON and are not used');
}

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
 * @attr {string} [metric] - Id of a metric of the catalogue, for the elements that show any.
 * @attr {'province' | 'city' | 'county' | 'town' | 'park' | 'federation'} [kind] - Which scopes are ranked or mapped.
 * @attr {'day' | 'month' | 'calendar-year' | 'union-year'} [period] - What a flow is summed over.
 * @attr {string} [as-of] - The day that the figures speak of; the latest when absent.
 * @attr {string} [of-kind] - Kind of site, contest or agreement, for metrics that have a figure for each.
 * @attr {'auto' | 'none'} [target=auto] - `none` leaves targets and statuses out.
 * @attr {string} [base] - Address of the API; the place the script came from when absent.
 * @attr {string} [src] - Address of one answer, instead of all that says what is asked for.
 * @attr {'graphql' | 'static'} [source=graphql] - The trusted document, or the files of the current publication.
 * @attr {string} [published] - A day: figures as they were published until then; they are never called stale.
 * @attr {string} [publication] - Id of a publication: its figures for ever, and the element says so.
 * @attr {string} [lang] - `zh-CN` or `en`; the language of the page when absent.
 * @attr {'auto' | 'light' | 'dark' | 'contrast'} [theme=auto] - `auto` follows the page's `color-scheme`.
 * @attr {'chart' | 'trend' | 'table' | 'number'} [view=chart] - What is shown; the switch changes chart and table.
 * @attr {2 | 3 | 4 | 5 | 6} [heading-level=3] - Level of the heading.
 * @attr {'grouped' | 'wan'} [numbers=grouped] - Large counts in sentences and key figures: 12,345 or 1.23万.
 * @attr {string} [max-age=36h] - Age after the end of the as-of day from which figures are stale: `36`, `36h`, `3d`.
 * @attr {string} state - Reflected, for the page's styles and for tests.
 *
 * @event {CustomEvent<{ state: string }>} union-ready - The answer is drawn.
 * @event {CustomEvent<{ url: string; publicationId: string; asOf: string }>} union-data - An answer was read.
 * @event {CustomEvent<{ table: string; index: number; text: string; scope: string | undefined }>} union-select - A point was chosen, by Enter or a click.
 * @event {CustomEvent<{ url: string; code: string; reference: string }>} union-error - There is no answer.
 * @event {CustomEvent<{ asOf: string; reason: 'age' | 'offline' }>} union-stale - What is shown is old.
 * @event {CustomEvent<{ url: string }>} union-auth-needed - The service wants to know who asks.
 * @event {CustomEvent<{ state: string }>} union-state-change - The state is another.
 *
 * @slot - Shown until there are figures, unless the head, body and foot of a fragment are there.
 * @slot source - A source line of the page, after that of the element.
 * @slot note - A note of the page, after the tables.
 * @csspart chart - What is drawn over one table.
 * @csspart tip - The words of the point under the pointer or the keyboard.
 * @csspart switch - The button between chart and table.
 * @csspart notice - Out of date, or not updated.
 * @csspart error - In the place of figures when there are none.
 * @csspart retry - The button that asks again.
 *
 * @cssproperty --union-font - Before the system's Chinese fonts.
 * @cssproperty --union-color-text - Letters.
 * @cssproperty --union-color-muted - Secondary letters.
 * @cssproperty --union-color-surface - Background.
 * @cssproperty --union-color-grid - Grid lines.
 * @cssproperty --union-color-first - The first series.
 * @cssproperty --union-color-second - The second series.
 * @cssproperty --union-color-target - Target lines.
 * @cssproperty --union-color-accent - Links and buttons.
 * @cssproperty --union-color-focus - The ring of focus.
 * @cssproperty --union-reserved-height - Height kept free from the start where no fragment gives one.
 */
export class FigureElement extends LitElement {
  static override properties = {
    ...Object.fromEntries(
      Object.entries(RULES).map(([name, [attribute]]) => [name, { attribute, reflect: name === 'view' }]),
    ),
    state: { reflect: true },
    data: { attribute: false },
  };
  static override styles = sheet;
  /** Overridden by each widget. */
  static kind: FigureKind;

  declare scope: string | null;
  declare metric: string | null;
  declare kind: string | null;
  declare period: string | null;
  declare asOf: string | null;
  declare ofKind: string | null;
  declare target: string | null;
  declare base: string | null;
  declare src: string | null;
  declare source: string | null;
  declare published: string | null;
  declare publication: string | null;
  declare lang: string;
  declare theme: string | null;
  declare view: string;
  declare headingLevel: number | string;
  declare numbers: string | null;
  declare maxAge: string | null;
  declare state: ElementState;
  /** An answer that the page has already; nothing is fetched. */
  declare data: unknown;

  #url = '';
  #answer: { readonly body: unknown; readonly isCopy: boolean } | undefined;
  #page: Page | undefined;
  /** The light DOM that was written or found last. */
  #told = '';
  #failure: { readonly code: string; readonly reference: string; readonly needsAuth: boolean } | undefined;
  /** An attribute that is not allowed, and what is. */
  #refused: readonly [given: string, allowed: string] | undefined;
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
  /** A tip that the pointer opened goes away without moving the pointer. */
  readonly #onEscape = ({ key }: KeyboardEvent) => {
    if (key === 'Escape' && this.#lit.index >= 0) this.#light('', -1);
  };

  constructor() {
    super();
    this.view = 'chart';
    this.headingLevel = 3;
    this.state = 'loading';
  }

  get #figures(): FigureKind {
    return (this.constructor as typeof FigureElement).kind;
  }

  get #isChart(): boolean {
    return this.view !== 'table' && this.view !== 'number';
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
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    this.#isReserved ||= !this.#parts.length;
    this.#resizes.observe(this);
    addEventListener('keydown', this.#onEscape);
    this.#darkness.addEventListener('change', this.#update);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#resizes.disconnect();
    removeEventListener('keydown', this.#onEscape);
    this.#darkness.removeEventListener('change', this.#update);
  }

  /** Asks the service for the answer again. Resolves when it was read, or when there is none. */
  async refresh(): Promise<void> {
    await this.#load(true);
  }

  /** All tables as CSV with a byte order mark; empty without figures. */
  toCsv(): string {
    return this.#page ? csv(this.#page) : '';
  }

  /** The tables as text, cell by cell. */
  toTable(): readonly PlainTable[] {
    return this.#page ? plainTables(this.#page) : [];
  }

  /** A picture of the charts with heading, sentence and source, at two pixels each. */
  async toPng(): Promise<Blob> {
    const { view } = this;
    this.view = 'chart';
    await this.updateComplete;
    await this.updateComplete;
    const text = (part: string) => this.querySelector(`.union-${part}`)?.textContent;
    const picture = await png(this, [text('heading'), text('sentence'), text('source')]);
    this.view = view;
    return picture;
  }

  async #load(isFresh?: boolean): Promise<void> {
    const url = this.#url;
    this.#failure = undefined;
    this.#become('loading');
    const slow = setTimeout(() => {
      this.#isSlow = true;
      this.#update();
    }, PATIENCE);
    try {
      const answer = this.data ? { body: this.data, isCopy: false } : await fetchAnswer(url, isFresh);
      if (url !== this.#url) return;
      this.#page = this.#read(answer.body);
      this.#answer = answer;
      this.#tell();
      const { id, asOf } = this.#page.publication;
      this.#emit('data', { url, publicationId: id, asOf });
    } catch (error) {
      if (url !== this.#url) return;
      const code = failureCode(error);
      const reference = `${code}-${Date.now().toString(36).toUpperCase()}`;
      const needsAuth = error instanceof AnswerUnavailable && error.needsAuth;
      this.#failure = { code, reference, needsAuth };
      if (needsAuth) this.#emit('auth-needed', { url });
      this.#emit('error', { url, code, reference });
    } finally {
      clearTimeout(slow);
      this.#isSlow = false;
    }
    this.#judge();
  }

  /** The page that an answer makes under the attributes of now. */
  #read(body: unknown): Page {
    const shown =
      this.target === 'none'
        ? JSON.parse(JSON.stringify(body), (key, value) => (key === 'target' ? null : value))
        : body;
    return inStyle(this.numbers, () => this.#figures.read(shown, this.#language));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#refused = refusal(this);
    const url = this.#refused ? '' : this.#address();
    if (this.#refused) {
      this.#url = '';
      this.#page = undefined;
      this.#told = '';
      this.#places = {};
      this.#isReserved = true;
      for (const part of this.#parts) part.remove();
      this.#become('error');
    } else if (url !== this.#url || changed.has('data')) {
      this.#url = url;
      if (url || this.data) void this.#load();
    } else if (
      this.#answer &&
      ['lang', 'headingLevel', 'numbers', 'target'].some((name) => changed.has(name as 'lang'))
    ) {
      this.#page = this.#read(this.#answer.body);
      this.#tell();
    }
    if (changed.has('maxAge') && this.#page) this.#judge();
    const isDark = this.#darkness.matches && /dark/.test(getComputedStyle(this).colorScheme);
    const { theme } = this;
    this.setAttribute('scheme', theme && theme !== 'auto' ? theme : isDark ? 'dark' : 'light');
  }

  #address(): string {
    const { src, scope } = this;
    if (src) return new URL(src, document.baseURI).href;
    const { document: name, takes, kindOf } = this.#figures;
    return scope ? addressOf(this.base ?? home, name, this, takes, kindOf?.(scope)) : '';
  }

  /** Writes the light DOM, unless it says the same already. */
  #tell(): void {
    const content = pageContent(this.#page as Page, {
      language: this.#language,
      headingLevel: Number(this.headingLevel),
      dataUrl: this.#url,
      frozen: this.publication,
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
    const failure = this.#failure;
    if (failure || !page) {
      this.#become(failure?.needsAuth ? 'unauthorised' : 'error');
      return;
    }
    const { asOf } = page.publication;
    const left = staleFrom(asOf, maxAgeOf(this.maxAge)) - Date.now();
    const isCopy = !!this.#answer?.isCopy;
    const isStale = isCopy || (left < 0 && !this.published && !this.publication);
    const isEmpty = page.tables.every(({ rows }) => !rows.length);
    const state = page.state?.toLowerCase().replace('_', '-') ?? (isEmpty ? 'empty' : 'ready');
    this.#become(isStale ? 'stale' : (state as ElementState));
    if (isStale) this.#emit('stale', { asOf, reason: isCopy ? 'offline' : 'age' });
    void this.updateComplete.then(() => this.#emit('ready', { state: this.state }));
    if (left > 0 && left < 2 ** 31) this.#timer = window.setTimeout(() => this.#judge(), left);
  }

  #become(state: ElementState): void {
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
        width: Math.min(box.width, frame.right - box.left),
        height: (bottom ?? box.bottom) - from,
        header,
      };
    };
    place('notice', this.querySelector('.union-as-of'));
    for (const box of this.querySelectorAll<HTMLElement>('.union-box')) {
      const { caption, tHead } = box.querySelector('table') as HTMLTableElement;
      const { bottom = 0 } = caption?.getBoundingClientRect() ?? {};
      if (!this.#figures.drawings[box.dataset['box'] ?? ''] || box.querySelector('.union-none') || !this.#page)
        continue;
      if (this.#isChart) box.scrollTop = 0;
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
    const isDrawn = this.#isChart && !!this.#places['switch'];
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
      ${this.#places['switch'] && this.view !== 'number' ? this.#renderSwitch() : nothing}
      ${this.#isChart ? Object.keys(this.#places).map((key) => this.#renderDrawing(key)) : nothing}
      <slot name="body"></slot>
      <slot name="note"></slot>
      <slot name="foot"></slot>
      <slot name="source"></slot>
      ${isFilled ? nothing : html`<slot></slot>${this.#renderBlank()}`}
    </div>`;
  }

  #renderSwitch(): unknown {
    const isChart = this.#isChart;
    const words = isChart ? say(this.#language, '看表格', 'Table') : say(this.#language, '看图表', 'Chart');
    const onClick = () => {
      this.view = isChart ? 'table' : 'chart';
    };
    return html`<div class="over switch" data-over="switch"><button part="switch" @click=${onClick}>${words}</button></div>`;
  }

  #renderNotice(): unknown {
    const language = this.#language;
    const isError = /error|unauthorised/.test(this.state);
    if (!this.#places['notice'] || (!isError && this.state !== 'stale')) return nothing;
    const day = dayText(this.#page?.publication.asOf ?? '', language);
    const words = isError
      ? this.state === 'error'
        ? say(language, '未能更新', 'Not updated')
        : say(language, '需要登录', 'Sign in to update')
      : this.#answer?.isCopy
        ? say(language, `离线数据 · 截至${day}`, `Offline copy · as of ${day}`)
        : say(language, `数据已过期 · 截至${day}`, `Out of date · as of ${day}`);
    const why = isError || this.#answer?.isCopy ? '' : this.#age();
    return html`<div class="over notice" part="notice" role="status" data-over="notice">
      <span class="shape" aria-hidden="true">▲</span>${words}<span class="why">${why}</span> ${isError ? this.#renderRetry() : nothing}
    </div>`;
  }

  #renderRetry(): unknown {
    return html`<button part="retry" @click=${() => this.refresh()}>${say(this.#language, '重试', 'Retry')}</button>`;
  }

  #renderBlank(): unknown {
    const language = this.#language;
    if (this.#refused) {
      const [given, allowed] = this.#refused;
      return html`<div class="over blank" part="error" role="alert">
        <p>${say(language, '属性的值不可用：', 'This attribute has a value that is not allowed: ')}<b>${given}</b></p>
        <p>${say(language, '可用的值：', 'Allowed: ')}${allowed}</p>
      </div>`;
    }
    if (/error|unauthorised/.test(this.state)) {
      return html`<div class="over blank" part="error" role="alert">
        <p>${
          this.state === 'error'
            ? say(language, '数据暂时无法显示，请稍后重试。', 'The figures cannot be shown right now.')
            : say(language, '需要登录后才能查看这些数据。', 'Sign in to see these figures.')
        }</p>
        <p>${this.#renderRetry()}</p>
        <p class="code">${say(language, '参考号 ', 'Reference ')}${this.#failure?.reference}</p>
      </div>`;
    }
    if (!this.#isSlow) return nothing;
    return html`<div class="over blank" role="status" aria-label=${say(language, '正在加载', 'Loading')}>
      ${[...'123456789'].map(() => html`<div class="bone"></div>`)}
    </div>`;
  }

  #light(key: string, index: number): void {
    this.#lit = { key, index };
    this.#update();
  }

  /** Why it counts as old: `（超过36小时未更新）`. */
  #age(): string {
    const hours = Math.round(maxAgeOf(this.maxAge) / 3_600_000);
    return say(this.#language, `（超过${hours}小时未更新）`, ` (not updated for ${hours} hours)`);
  }

  #renderDrawing(key: string): unknown {
    const language = this.#language;
    const table = this.#page?.tables.find((one) => one.key === key);
    const place = this.#places[key];
    const draw = this.#figures.drawings[key];
    if (!table || !place || !draw) return nothing;
    this.#drawings[key] ??= draw(table, place, language);
    const drawing = this.#drawings[key];
    const lit = this.#lit.key === key ? this.#lit.index : -1;
    const light = (index: number) => this.#light(key, index);
    const select = () => {
      const stop = drawing.stops[this.#lit.index];
      if (stop) this.#emit('select', { table: key, index: this.#lit.index, text: stop.spoken, scope: stop.id });
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
      if (event.key === 'Enter' || event.key === ' ') select();
      if (event.key === ' ') event.preventDefault();
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
      @click=${select}
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
