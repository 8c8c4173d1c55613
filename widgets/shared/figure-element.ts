import { html, nothing, render } from 'lit/html.js';
import type { Room } from '../elements.ts';
import {
  AnswerUnavailable,
  type Body,
  type Flight,
  type Freshness,
  fetchAnswer,
  fetchFreshness,
  type Reason,
} from './answer-client.ts';
import { addressOf, RULES, refusal } from './attributes.ts';
import { toElement, toMark } from './content-dom.ts';
import type { Draw, Drawing } from './drawing.ts';
import { frame, roomOf } from './frame.styles.ts';
import { maxAgeOf, staleFrom } from './freshness.ts';
import type { Box } from './geometry.ts';
import { type Language, languageOf, say } from './language.ts';
import type { PlainTable } from './outputs.ts';
import { type Page, pageContent } from './page.ts';
import type { PageWords } from './page-words.ts';

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

/** What one widget asks for and draws. */
export type FigureKind = {
  /** Name of its trusted document. */
  readonly document: string;
  /** The attributes that the document has variables for, beside the scope. */
  readonly takes: readonly string[];
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

/** Hashes of the files beside the script, for a script that is loaded by its exact version: they are pinned with it. */
const SHEET = '__UNION_SHEET__';
const USE = '__UNION_USE__';
const isExact = /\/embed\/\d/.test(__UNION_SCRIPT__);
const beside = (name: string) => new URL(name, __UNION_SCRIPT__).href;

const sheetUrl = beside('widgets.css');
const sheet = new CSSStyleSheet();
sheet.replaceSync(frame);
/** Keeps room for a tag until the sheet is there. */
export function keepRoom(tag: string, room: Room): void {
  sheet.insertRule(roomOf(tag, room));
}

/** Without its sheet an element shows tables in the looks of the page, and draws nothing. */
let isStyled = false;
const styling = (async () => {
  try {
    // A page that links the sheet with `crossorigin` has read it already, and answers for its hash itself.
    const link = linkedIn(document);
    const isRead = link?.crossOrigin != null && (link.integrity || !isExact);
    const rules = isRead ? link.sheet?.cssRules : undefined;
    const response = rules ? undefined : await fetch(sheetUrl, isExact ? { integrity: SHEET } : {});
    if (response && !response.ok) return;
    sheet.replaceSync(rules ? Array.from(rules, (rule) => rule.cssText).join('') : await (response as Response).text());
    isStyled = true;
  } catch {}
})();

/** The link of a root to the sheet. */
function linkedIn(root: ParentNode): HTMLLinkElement | null {
  return root.querySelector(`link[href="${sheetUrl}"]`);
}

let used: Promise<typeof import('../use.ts')> | undefined;
/** What is needed only at the first use. A preload carries the hash, which an import cannot. */
function use(): NonNullable<typeof used> {
  if (!used) {
    const href = beside('widgets.use.mjs');
    if (isExact) {
      const link = document.createElement('link');
      document.head.append(Object.assign(link, { rel: 'modulepreload', integrity: USE, crossOrigin: '', href }));
    }
    used = import(href);
  }
  return used;
}

/** Words of the page itself, `{ "园区": "产业园区" }`, in a data block or set before the script. */
let pageWords: PageWords = {};
try {
  const block = document.querySelector('script[type="application/json"][data-union-words]');
  pageWords = (globalThis as { unionWords?: PageWords }).unionWords ?? JSON.parse(block?.textContent || '{}');
} catch {
  console.warn('union-widgets: data-union-words is no JSON');
}

/** What is to be read of the page before its next frame: all elements read first and write then, so the page is laid out once. */
const readers = new Set<() => void>();
function beforeFrame(read: () => void): void {
  if (!readers.size) {
    requestAnimationFrame(() => {
      const all = [...readers];
      readers.clear();
      for (const one of all) one();
    });
  }
  readers.add(read);
}

/** Tells each element how much room it has, all of them before any is measured. */
const resizes = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) (target as FigureElement).fit(contentRect.width);
  for (const { target } of entries) (target as FigureElement).measure();
});

/** How long nothing is shown before the skeleton, in milliseconds. */
const PATIENCE = 300;

/**
 * What every widget does: it fetches an answer, keeps the tables in light DOM, and draws over them without moving
 * anything. A server-rendered fragment in the light DOM stays as it is when it says the same.
 *
 * Lit's templates without its element class, which would be a fifth of the whole: every property is its attribute, and
 * what changes is drawn in one go at the end of the turn.
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
 * @event {CustomEvent<{ asOf: string; reason: 'age' | 'late' | 'offline' }>} union-stale - What is shown is old.
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
export class FigureElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = Object.values(RULES).map(([attribute]) => attribute);
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
  declare theme: string | null;
  declare view: string | null;
  declare headingLevel: number | string | null;
  declare numbers: string | null;
  declare maxAge: string | null;

  /** Resolves when what was changed is drawn. */
  updateComplete: Promise<void> = Promise.resolve();
  readonly #root = this.attachShadow({ mode: 'open' });
  #isWaiting = false;
  #data: unknown;
  #url = '';
  /** What the answer was last told under. */
  #manner = '';
  #answer: Flight | undefined;
  #page: Page | undefined;
  /** The light DOM that was written or found last. */
  #told = '';
  #late: Freshness | undefined;
  #failure: { readonly reference: string; readonly needsAuth: boolean; readonly reason: Reason } | undefined;
  /** An attribute that is not allowed, and what is. */
  #refused: readonly [given: string, allowed: string] | undefined;
  /** There was no fragment when the element came, so that it keeps room itself. */
  #isReserved = false;
  #isSlow = false;
  /** By `data-over`. */
  #places: Readonly<Record<string, Place>> = {};
  #drawings: Record<string, Drawing> = {};
  /** What was drawn last, of which drawing and with which stop lit. */
  #marks: Record<string, readonly [drawing: Drawing, lit: number, marks: Element]> = {};
  /** The point that is walked on, by the key of its table. */
  #lit: readonly [key: string, index: number] = ['', -1];
  /** Places the tip; there once somebody has touched a chart. */
  #placeTip: (() => void) | undefined;
  #timer = 0;
  readonly #darkness = matchMedia('(prefers-color-scheme: dark)');
  readonly #update = () => {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.updateComplete = (async () => {
      await 0;
      this.#isWaiting = false;
      if (this.isConnected) this.#draw();
    })();
  };

  get state(): ElementState {
    return (this.getAttribute('state') ?? 'loading') as ElementState;
  }

  /** An answer that the page has already; nothing is fetched. */
  get data(): unknown {
    return this.#data;
  }
  set data(data: unknown) {
    this.#data = data;
    this.#manner = '';
    this.#update();
  }

  get #figures(): FigureKind {
    return (this.constructor as typeof FigureElement).kind;
  }

  get #isChart(): boolean {
    return isStyled && this.view !== 'table' && this.view !== 'number';
  }

  get #isError(): boolean {
    return /error|una/.test(this.state);
  }

  get #parts(): readonly Element[] {
    return [...this.children].filter((child) => child.matches('.union-part'));
  }

  get #language(): Language {
    return languageOf(this.lang || this.closest<HTMLElement>('[lang]')?.lang);
  }

  #say(zh: string, en: string): string {
    const text = say(this.#language, zh, en);
    return Object.entries(pageWords).reduce((words, [from, to]) => words.replaceAll(from, to), text);
  }

  connectedCallback(): void {
    // What the page set before the script came.
    for (const name of [...Object.keys(RULES), 'data'] as 'scope'[]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete (this as Partial<this>)[name];
      this[name] = value;
    }
    for (const root of [this.#root, this.getRootNode() as Document]) {
      // A page that links the sheet has its rules already.
      if (!linkedIn(root)?.sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    }
    this.#isReserved ||= !this.#parts.length;
    resizes.observe(this);
    this.#darkness.addEventListener('change', this.#update);
    for (const type of ['pointerover', 'focusin']) this.#root.addEventListener(type, this.#onTouch, { once: true });
    if (!this.hasAttribute('state')) this.setAttribute('state', 'loading');
    this.#update();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    resizes.unobserve(this);
    this.#darkness.removeEventListener('change', this.#update);
  }

  attributeChangedCallback(): void {
    this.#update();
  }

  /** Asks the service for the answer again. Resolves when it was read, or when there is none. */
  async refresh(): Promise<void> {
    await this.#load(true);
  }

  /** All tables as CSV with a byte order mark; empty without figures. */
  async toCsv(): Promise<string> {
    return (await use()).csv(this.#page);
  }

  /** The tables as text, cell by cell. */
  async toTable(): Promise<readonly PlainTable[]> {
    return (await use()).plainTables(this.#page);
  }

  /** A picture of the charts with heading, sentence and source, at two pixels each. */
  async toPng(): Promise<Blob> {
    return (await use()).png(this);
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
      const { src, source, base, published, publication } = this;
      const isAsked = !src && source !== 'static';
      const answer: Flight = this.#data
        ? { body: this.#data as Body, isCopy: false }
        : await fetchAnswer(isAsked ? `${url}&lang=${this.#language}` : url, isFresh);
      if (url !== this.#url) return;
      this.#answer = answer;
      await styling;
      await this.#tell();
      if (url !== this.#url) return;
      if (isAsked && !this.#data && !published && !publication) {
        void fetchFreshness(base ?? home).then((late) => {
          this.#late = late;
          this.#judge();
        });
      }
      const { id, asOf } = (this.#page as unknown as Page).publication;
      this.#emit('data', { url, publicationId: id, asOf });
    } catch (error) {
      if (url !== this.#url) return;
      const { code, status, reason } = (error instanceof AnswerUnavailable && error) || new AnswerUnavailable('SCHEMA');
      const reference = `${code}-${Date.now().toString(36).toUpperCase()}`;
      const needsAuth = !/ORIGIN/.test(code) && (status === 401 || status === 403);
      this.#failure = { reference, needsAuth, reason };
      if (needsAuth) this.#emit('auth-needed', { url });
      this.#emit('error', { url, code, reference });
    } finally {
      clearTimeout(slow);
      this.#isSlow = false;
      await styling;
    }
    this.#judge();
    beforeFrame(() => {
      this.measure();
      void this.updateComplete.then(() => this.#emit('ready', { state: this.state }));
    });
  }

  /** Reads the answer under the attributes of now and writes the light DOM, unless it says the same already. */
  async #tell(): Promise<void> {
    const { page: asked, extensions, errors } = this.#answer?.body ?? {};
    const found = (asked ?? extensions?.pages?.[this.#language]) as Page | undefined;
    if (!found?.tables) throw new AnswerUnavailable(errors?.[0]?.extensions?.code ?? 'SCHEMA');
    let page = found;
    if (this.numbers || this.target || Object.keys(pageWords)[0]) {
      const { allInPageWords, dressed } = await use();
      page = allInPageWords(dressed(found, this), pageWords);
    }
    const content = pageContent(
      page,
      { headingLevel: this.headingLevel, dataUrl: this.#url, isFrozen: !!this.publication },
      toElement,
    );
    const parts = this.#parts;
    const htmlOf = (elements: readonly Element[]) => elements.map((element) => element.outerHTML).join('');
    const told = htmlOf(content);
    if (told !== this.#told && told !== htmlOf(parts)) {
      for (const part of parts) part.remove();
      this.append(...content);
    }
    this.#page = page;
    this.#told = told;
    this.#drawings = {};
  }

  #address(): string {
    const { src, scope } = this;
    if (src) return new URL(src, document.baseURI).href;
    const { document: name, takes } = this.#figures;
    return scope ? addressOf(this.base ?? home, name, this, takes) : '';
  }

  /** Decides the state, now and again at the moment the figures become stale. */
  #judge(): void {
    clearTimeout(this.#timer);
    const page = this.#page;
    if (this.#failure || !page) {
      this.#become(this.#failure?.needsAuth ? 'unauthorised' : 'error');
      return;
    }
    const { asOf } = page.publication;
    const left = staleFrom(asOf, maxAgeOf(this.maxAge)) - Date.now();
    const isCopy = this.#answer?.isCopy;
    const isLate = this.#late?.isStale;
    const isStale = isCopy || isLate || (left < 0 && !this.published && !this.publication);
    const isEmpty = page.tables.every(({ rows }) => !rows.length);
    const state = page.state?.toLowerCase().replace('_', '-') ?? (isEmpty ? 'empty' : 'ready');
    this.#become(isStale ? 'stale' : (state as ElementState));
    if (isStale) this.#emit('stale', { asOf, reason: isCopy ? 'offline' : isLate ? 'late' : 'age' });
    if (left > 0 && left < 2 ** 31) this.#timer = setTimeout(() => this.#judge(), left) as unknown as number;
  }

  #become(state: ElementState): void {
    if (this.getAttribute('state') !== state) {
      this.setAttribute('state', state);
      this.#emit('state-change', { state });
    }
    this.#update();
  }

  #emit(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`union-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** Marks the room there is, for the sheet. @internal */
  fit(width: number): void {
    const room = ['560', '440', '300'].filter((most) => width < Number(most)).join(' ');
    if (this.getAttribute('room') !== room) this.setAttribute('room', room);
  }

  /** Reads where the tables lie, so that what is drawn lies exactly over them. @internal */
  readonly measure = () => {
    const frame = this.#root.querySelector('.union-frame')?.getBoundingClientRect();
    if (!frame) return;
    const places: Record<string, Place> = {};
    const place = (key: string, element: Element | null, top?: number, header = 0) => {
      if (!element) return;
      const box = element.getBoundingClientRect();
      const from = top ?? box.top;
      places[key] = {
        top: from - frame.top,
        left: box.left - frame.left,
        width: Math.min(box.width, frame.right - box.left),
        height: box.bottom - from,
        header,
      };
    };
    place('notice', this.querySelector('.union-as-of'));
    for (const box of this.querySelectorAll<HTMLElement>('.union-box')) {
      const { caption, tHead } = box.querySelector('table') as HTMLTableElement;
      const key = box.dataset['box'] ?? '';
      if (!this.#figures.drawings[key] || box.querySelector('.union-none') || !this.#page) continue;
      if (this.#isChart) box.scrollTop = 0;
      if (!places['switch']) place('switch', caption);
      place(key, box, caption?.getBoundingClientRect().bottom, tHead?.getBoundingClientRect().height);
    }
    if (JSON.stringify(places) === JSON.stringify(this.#places)) return;
    this.#places = places;
    this.#drawings = {};
    this.#update();
  };

  /** A parser that meets the tag after the script brings the fragment only when the element is there already. */
  readonly #onHead = () => {
    if (!this.#page) this.#isReserved = false;
    this.#update();
  };

  #draw(): void {
    this.#refused = refusal(this);
    const url = this.#refused ? '' : this.#address();
    const language = this.#language;
    const manner = [url, language, this.headingLevel, this.numbers, this.target, this.maxAge].join();
    if (manner !== this.#manner) {
      const isOther = url !== this.#url || language !== this.#page?.language || !this.#manner;
      this.#manner = manner;
      this.#url = url;
      if (this.#refused) {
        this.#page = undefined;
        this.#told = '';
        this.#places = {};
        this.#isReserved = true;
        for (const part of this.#parts) part.remove();
        this.#become('error');
      } else if (!isOther) {
        void this.#tell().then(() => this.#judge());
      } else if (url || this.#data) void this.#load();
    }
    const isDark = this.#darkness.matches && /dark/.test(getComputedStyle(this).colorScheme);
    const { theme } = this;
    const scheme = theme && theme !== 'auto' ? theme : isDark ? 'dark' : 'light';
    if (this.getAttribute('scheme') !== scheme) this.setAttribute('scheme', scheme);

    render(this.#template(), this.#root);
    const isDrawn = this.#isChart && !!this.#places['switch'];
    this.toggleAttribute('drawn', isDrawn);
    for (const box of this.querySelectorAll<HTMLElement>('.union-box[role]')) box.tabIndex = isDrawn ? -1 : 0;
    for (const element of this.#root.querySelectorAll<HTMLElement>('[data-over]')) {
      const place = this.#places[element.dataset['over'] ?? ''];
      if (!place) continue;
      for (const side of ['top', 'left', 'width', 'height'] as const) element.style[side] = `${place[side]}px`;
    }
    this.#placeTip?.();
    beforeFrame(this.measure);
  }

  readonly #onTouch = async (first: Event) => {
    if (this.#placeTip) return;
    this.#placeTip = () => {};
    const { walk } = (await use().catch(() => undefined)) ?? {};
    if (!walk) return;
    this.#placeTip = walk({
      first,
      root: this.#root,
      drawing: (key) => this.#drawings[key],
      light: (...lit) => {
        this.#lit = lit;
        this.#update();
      },
      select: (table, index, { spoken, id }) => this.#emit('select', { table, index, text: spoken, scope: id }),
    });
  };

  #template(): unknown {
    const isFilled = this.#page || !this.#isReserved;
    return html`<div class="union-frame ${this.#isReserved ? 'union-reserved' : ''}">
      <slot name="head" @slotchange=${this.#onHead}></slot>
      ${this.#notice()}
      ${this.#places['switch'] && this.view !== 'number' ? this.#switch() : nothing}
      ${this.#isChart ? Object.keys(this.#places).map((key) => this.#drawing(key)) : nothing}
      <slot name="body"></slot>
      <slot name="note"></slot>
      <slot name="foot"></slot>
      <slot name="source"></slot>
      ${isFilled ? nothing : html`<slot></slot>${this.#blank()}`}
    </div>`;
  }

  get #words(): readonly string[] {
    return this.#page?.words ?? [];
  }

  #switch(): unknown {
    const isChart = this.#isChart;
    const onClick = () => {
      this.view = isChart ? 'table' : 'chart';
    };
    return html`<div class="over switch" data-over="switch"><button part="switch" @click=${onClick}>${
      this.#words[isChart ? 1 : 0]
    }</button></div>`;
  }

  #notice(): unknown {
    const isError = this.#isError;
    if (!this.#places['notice'] || (!isError && this.state !== 'stale')) return nothing;
    const day = ` · ${this.#page?.asOf}`;
    const isCopy = this.#answer?.isCopy;
    const words = isError ? this.#say('未能更新', 'Not updated') : this.#words[isCopy ? 4 : 3] + day;
    return html`<div class="over notice" part="notice" role="status" data-over="notice">
      <span class="shape" aria-hidden="true">▲</span>${words}<span class="why">${isError || isCopy ? '' : this.#why()}</span> ${isError ? this.#retry() : nothing}
    </div>`;
  }

  /** Why the figures count as old: `（超过36小时未更新）`, or what the service says of its last night. */
  #why(): string | undefined {
    const { isStale, reason } = this.#late ?? {};
    return isStale && reason
      ? this.#say(`（${reason.zh}）`, ` (${reason.en})`)
      : this.#words[5]?.replace('{}', `${maxAgeOf(this.maxAge) / 36e5}`);
  }

  #retry(): unknown {
    return html`<button part="retry" @click=${() => this.refresh()}>${this.#say('重试', 'Retry')}</button>`;
  }

  #blank(): unknown {
    const alert = (...lines: readonly unknown[]) =>
      html`<div class="over blank" part="error" role="alert">${lines.map((line) => html`<p>${line}</p>`)}</div>`;
    if (this.#refused) {
      const [given, allowed] = this.#refused;
      return alert(
        html`${this.#say('属性的值不可用：', 'This value is not allowed: ')}<b>${given}</b>`,
        this.#say('可用的值：', 'Allowed: ') + allowed,
      );
    }
    if (this.#isError) {
      const [zh, en] = this.#failure?.reason ?? [];
      return alert(
        this.state === 'error'
          ? this.#say(zh ?? '数据暂时无法显示，请稍后重试。', en ?? 'The figures cannot be shown right now.')
          : this.#say('需要登录后才能查看这些数据。', 'Sign in to see these figures.'),
        this.#retry(),
        html`<small>${this.#say('参考号 ', 'Reference ')}${this.#failure?.reference}</small>`,
      );
    }
    if (!this.#isSlow) return nothing;
    return html`<div class="over blank" role="status" aria-label=${this.#say('正在加载', 'Loading')}>
      ${Array(9).fill(html`<div class="bone"></div>`)}
    </div>`;
  }

  #drawing(key: string): unknown {
    const page = this.#page;
    const table = page?.tables.find((one) => one.key === key);
    const place = this.#places[key];
    const draw = this.#figures.drawings[key];
    if (!table || !place || !draw) return nothing;
    const drawing = this.#drawings[key] ?? draw(table, place);
    this.#drawings[key] = drawing;
    const lit = this.#lit[0] === key ? this.#lit[1] : -1;
    let [drawn, shown, marks] = this.#marks[key] ?? [];
    if (drawn !== drawing || shown !== lit) {
      const size = { width: `${drawing.width}`, height: `${drawing.height}`, 'aria-hidden': 'true' };
      marks = toMark('svg', size, ...drawing.draw(lit, toMark));
      this.#marks[key] = [drawing, lit, marks];
    }
    return html`<div
      class="over chart"
      part="chart"
      role="group"
      tabindex="0"
      aria-label="${table.caption} ${this.#words[2]}"
      data-over=${key}
    >
      ${marks}
      <div class="tip" part="tip" role="status">${drawing.stops[lit]?.spoken ?? nothing}</div>
    </div>`;
  }
}

// `lang` is a property of every element already.
for (const [name, [attribute]] of Object.entries(RULES)) {
  if (name === 'lang') continue;
  Object.defineProperty(FigureElement.prototype, name, {
    get(this: Element) {
      return this.getAttribute(attribute);
    },
    set(this: Element, value: unknown) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, `${value}`);
    },
  });
}
