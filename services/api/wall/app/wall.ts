import { toMark } from '@union/widgets/shared/content-dom.ts';
import { textWidth } from '@union/widgets/shared/geometry.ts';
import { type Language, say } from '@union/widgets/shared/language.ts';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { WallAnswer } from '../wall-answer.ts';
import { type Closed, exchange, type Fetched, fetchWall, waitAfter } from './feed.ts';
import { driftAt, ownBox, roomOf, type Stage, scaleOf, stageOf } from './layout.ts';
import { type Panel, panelsOf, screensOf } from './panels.ts';
import { forget, keep, readKept } from './store.ts';
import { ageText, dateText, momentText, timeText } from './words.ts';

/** Names the build of this very script; put in by pages/build.ts. */
declare const __UNION_BUILD__: string;

/** Shapes of statuses, as everywhere: a word, a shape and a colour. */
const SHAPES: Readonly<Record<string, string>> = {
  MET: '●',
  ON_TRACK: '◆',
  BEHIND: '▲',
  FAR_BEHIND: '■',
  UNDEFINED: '◇',
  NOT_APPLICABLE: '–',
};
/** A screen that reloads itself for a new script and finds the old one does not try again so soon, in milliseconds. */
const RELOAD_AGAIN = 600_000;
/** Milliseconds after the last move of a mouse until its arrow and the buttons go. */
const IDLE = 3000;
/** Largest letters of a key figure, in units. */
const LARGEST = 2.8;

/**
 * A wall for a hall: rotates what its definition says, without anybody signing in. Everything shown was made by the server;
 * this page places it, keeps it for a night without network, and says at all times how old it is.
 */
class UnionWall extends LitElement {
  private answer: WallAnswer | undefined;
  /** As it came, so that the same again changes nothing. */
  private text = '';
  private closed: Closed | undefined;
  /** When the server last gave what is shown; 0: never. */
  private freshAt = 0;
  /** Since when it does not answer; 0: it does. */
  private awaySince = 0;
  private failures = 0;
  private isAsking = false;
  private stage: Stage = stageOf(1, 1);
  private screens: Panel[][] = [];
  private at = 0;
  private isPaused = false;
  private isIdle = true;
  private language: Language | undefined;
  private now = Date.now();
  private turnTimer = 0;
  private askTimer = 0;
  private tickTimer = 0;
  private idleTimer = 0;
  private readonly sizes = new ResizeObserver(() => this.measure());

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(document.documentElement);
    this.measure();
    addEventListener('keydown', this.onKey);
    addEventListener('online', this.askNow);
    addEventListener('pointermove', this.onPointer);
    document.addEventListener('visibilitychange', this.onShown);
    this.tick();
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    removeEventListener('keydown', this.onKey);
    removeEventListener('online', this.askNow);
    removeEventListener('pointermove', this.onPointer);
    document.removeEventListener('visibilitychange', this.onShown);
    for (const timer of [this.turnTimer, this.askTimer, this.tickTimer, this.idleTimer]) clearTimeout(timer);
  }

  /** Which screenful stands, from 0, and how many there are. */
  get place(): readonly [at: number, of: number] {
    return [this.at, this.screens.length];
  }

  /** Shows the next screenful, or another one. */
  next(by = 1): void {
    this.turn(by);
  }

  /** Asks the server now. Resolves when it answered or did not. */
  readonly askNow = async (): Promise<void> => {
    clearTimeout(this.askTimer);
    await this.ask();
  };

  private async begin(): Promise<void> {
    await registerWorker();
    void wakeLock();
    const token = location.hash.slice(1);
    if (/^[\w-]{43}$/.test(token)) {
      const refused = await exchange(token);
      if (refused?.kind === 'closed') {
        history.replaceState(null, '', location.pathname);
        await this.take(refused);
        return;
      }
      // Without network the token stays in the address, to be exchanged by the next load.
      if (!refused) history.replaceState(null, '', location.pathname);
    }
    const kept = await readKept();
    if (kept && !this.answer) {
      this.freshAt = kept.at;
      this.show(kept.text, JSON.parse(kept.text) as WallAnswer);
    }
    await this.ask();
  }

  private async ask(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      await this.take(await fetchWall());
    } finally {
      this.isAsking = false;
      this.askTimer = window.setTimeout(() => void this.ask(), waitAfter(this.failures));
    }
  }

  private async take(fetched: Fetched): Promise<void> {
    this.now = Date.now();
    if (fetched.kind === 'away') {
      this.failures++;
      this.awaySince ||= this.freshAt || this.now;
      this.requestUpdate();
      return;
    }
    this.failures = 0;
    this.awaySince = 0;
    if (fetched.kind === 'closed') {
      await this.close(fetched.closed);
      return;
    }
    this.closed = undefined;
    this.freshAt = this.now;
    await keep({ text: fetched.text, at: this.now });
    this.show(fetched.text, fetched.answer);
  }

  /** What was shown is gone from the page and from the browser. */
  private async close(closed: Closed): Promise<void> {
    this.closed = closed;
    this.answer = undefined;
    this.text = '';
    this.screens = [];
    await forget();
    this.requestUpdate();
  }

  private show(text: string, answer: WallAnswer): void {
    if (text !== this.text) {
      this.text = text;
      this.answer = answer;
      this.arrange();
    }
    this.requestUpdate();
  }

  /** Lays the panels out anew; the screenful that stands stays where it is. */
  private arrange(): void {
    const { answer, stage } = this;
    this.screens = answer ? screensOf(panelsOf(answer, stage, this.spoken), stage.columns) : [];
    this.at = Math.min(this.at, Math.max(0, this.screens.length - 1));
    this.wait();
  }

  private get spoken(): Language {
    return this.language ?? this.answer?.wall.language ?? 'zh-CN';
  }

  private say(zh: string, en: string): string {
    return say(this.spoken, zh, en);
  }

  private measure(): void {
    const { innerWidth, innerHeight } = window;
    if (innerWidth === this.stage.width && innerHeight === this.stage.height) return;
    this.stage = stageOf(innerWidth, innerHeight);
    this.arrange();
    this.requestUpdate();
  }

  /** Waits as long as the slowest panel of the screenful wants to stand. */
  private wait(): void {
    clearTimeout(this.turnTimer);
    if (this.isPaused || this.screens.length === 0) return;
    const seconds = Math.max(...(this.screens[this.at] ?? []).map((panel) => panel.seconds));
    this.turnTimer = window.setTimeout(() => this.turn(1), seconds * 1000);
  }

  private turn(by: number): void {
    const count = this.screens.length;
    if (count === 0) return;
    // Between two screenfuls is the quiet moment at which nobody is reading.
    if (by === 1 && !this.isPaused && this.reloadForNewScript()) return;
    this.at = (this.at + by + count) % count;
    this.requestUpdate();
    if (count > 1) void this.updateComplete.then(() => this.fadeIn());
    this.wait();
  }

  private fadeIn(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.querySelector('.screen')?.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 500, easing: 'ease-out' });
  }

  private reloadForNewScript(): boolean {
    const build = this.answer?.build;
    if (!build || build === __UNION_BUILD__ || this.awaySince > 0) return false;
    const [tried, at] = (sessionStorage.getItem('union-wall-reload') ?? '').split(' ');
    if (tried === build && Date.now() - Number(at) < RELOAD_AGAIN) return false;
    sessionStorage.setItem('union-wall-reload', `${build} ${Date.now()}`);
    location.reload();
    return true;
  }

  /** The clock; and what changes with it: ages, deadlines, the end of the token. */
  private tick(): void {
    this.now = Date.now();
    const { answer } = this;
    if (answer && this.now >= Date.parse(answer.expiresAt)) {
      void this.close({
        why: 'expired',
        zh: '此屏幕的显示授权已到期，请联系本级工会管理员',
        en: 'the token of this screen has expired; ask an administrator of your federation',
      });
    }
    this.requestUpdate();
    // Just after the full minute, by the clock of the machine.
    this.tickTimer = window.setTimeout(() => this.tick(), 60_050 - (this.now % 60_000));
  }

  private readonly onShown = (): void => {
    if (document.visibilityState !== 'visible') return;
    void wakeLock();
    this.now = Date.now();
    void this.askNow();
  };

  private readonly onPointer = (): void => {
    clearTimeout(this.idleTimer);
    this.idleTimer = window.setTimeout(() => {
      this.isIdle = true;
      this.requestUpdate();
    }, IDLE);
    if (!this.isIdle) return;
    this.isIdle = false;
    this.requestUpdate();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isButton = event.target instanceof HTMLButtonElement;
    const steps = new Map<string, () => void>([
      ['ArrowRight', () => this.turn(1)],
      ['PageDown', () => this.turn(1)],
      ['ArrowLeft', () => this.turn(-1)],
      ['PageUp', () => this.turn(-1)],
      ['p', () => this.pause()],
      ['l', () => this.switchLanguage()],
      ['f', () => this.fullScreen()],
    ]);
    // On a button the space bar presses it.
    if (!isButton) steps.set(' ', () => this.pause());
    const step = steps.get(event.key);
    if (!step) return;
    event.preventDefault();
    step();
  };

  private pause(): void {
    this.isPaused = !this.isPaused;
    this.wait();
    this.requestUpdate();
  }

  private switchLanguage(): void {
    this.language = this.spoken === 'en' ? 'zh-CN' : 'en';
    this.arrange();
    this.requestUpdate();
  }

  private fullScreen(): void {
    const change = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    change.catch(() => {});
  }

  protected override updated(_: PropertyValues): void {
    document.documentElement.lang = this.spoken;
    document.title = [this.answer?.wall.name, this.say('大屏', 'Wall')].filter(Boolean).join(' · ');
    const stage = this.querySelector<HTMLElement>('.stage');
    if (!stage) return;
    // What no sheet can know: the size of the type, the drift, and how large a figure may be in its place.
    const { unit } = this.stage;
    stage.style.fontSize = `${unit}px`;
    const [x, y] = driftAt(Math.floor(this.now / 60_000));
    stage.style.translate = `${Math.round(x * unit)}px ${Math.round(y * unit)}px`;
    for (const value of this.querySelectorAll<HTMLElement>('[data-size]'))
      value.style.fontSize = `${value.dataset['size']}em`;
  }

  protected override render(): TemplateResult {
    const theme = this.answer?.wall.theme ?? 'dark';
    return html`<div class="stage ${theme} ${this.isIdle ? 'idle' : ''}">
      <header class="head">
        <h1>${this.answer ? html`${this.answer.wall.name}<span>${this.answer.wall.scopeName}</span>` : this.say('工会数据大屏', 'Union wall')}</h1>
        <p class="clock"><span>${dateText(this.now, this.timeZone, this.spoken)}</span><time>${timeText(this.now, this.timeZone)}</time></p>
      </header>
      <main class="screen of-${this.screens[this.at]?.length ?? 1}">${this.body()}</main>
      <footer class="foot">${this.closed ? nothing : this.foot()}</footer>
      ${this.screens.length > 0 ? this.buttons() : nothing}
    </div>`;
  }

  private get timeZone(): string {
    return this.answer?.timeZone ?? 'Asia/Shanghai';
  }

  private body(): unknown {
    const { closed, answer } = this;
    if (closed) {
      return html`<section class="message" role="alert">
        <h2>${closed.why === 'unknown' ? this.say('此屏幕尚未获得显示授权', 'This screen has no token') : this.say('此屏幕已停止显示', 'This screen is closed')}</h2>
        <p lang="zh-CN">${closed.zh}。</p>
        <p lang="en">${closed.en}.</p>
        <p class="quiet">${this.say('管理员可运行 pnpm access display make 生成地址，在此屏幕上打开即可。', 'An administrator makes an address with pnpm access display make; open it on this screen.')}</p>
      </section>`;
    }
    if (!answer) {
      return html`<section class="message" role="status">
        <h2>${this.awaySince ? this.say('暂时连接不上服务器', 'The server cannot be reached') : this.say('正在读取…', 'Reading…')}</h2>
        ${this.awaySince ? html`<p>${this.say('此屏幕会自动重试，恢复后即显示。', 'This screen tries again by itself.')}</p>` : nothing}
      </section>`;
    }
    if (!answer.publication) {
      return html`<section class="message" role="status">
        <h2>${this.say('尚未发布任何数据', 'Nothing has been published yet')}</h2>
        <p>${this.say('首次发布后自动显示。', 'It is shown once there is a publication.')}</p>
      </section>`;
    }
    const screen = this.screens[this.at] ?? [];
    return screen.map((panel) => this.panel(panel, screen.length));
  }

  private panel(panel: Panel, beside: number): TemplateResult {
    if (panel.refusal) {
      return html`<section class="panel"><p class="refusal">${this.say('此项暂时无法显示：', 'This cannot be shown: ')}${panel.refusal}</p></section>`;
    }
    const wants = { headline: panel.headline.length > 0, sentence: panel.sentence !== '' };
    const { hasHeadline, hasSentence } = roomOf(this.stage, beside, wants);
    return html`<section class="panel" aria-label=${panel.title}>
      <h2><span>${panel.title}</span><small>${panel.part || panel.asOf}</small></h2>
      ${hasHeadline ? this.headline(panel, beside) : nothing}
      ${hasSentence ? html`<p class="sentence">${panel.sentence}</p>` : nothing}
      ${this.chart(panel, beside)}
    </section>`;
  }

  private headline({ headline }: Panel, beside: number): TemplateResult {
    const { width, unit } = this.stage;
    const each = (width / unit / beside - 4) / headline.length - 1;
    return html`<dl class="figures of-${headline.length}">
      ${headline.map(({ name, value, isNumber, status, notes }) => {
        return html`<div>
          <dt data-size=${sizeOf(name, each, 0.92)}>${name}</dt>
          <dd class="value" data-size=${Math.max(1, sizeOf(value, each, isNumber ? LARGEST : 1.6))}>${value}</dd>
          ${status ? html`<dd class="status ${status.status?.toLowerCase().replace('_', '-') ?? ''}"><span aria-hidden="true">${SHAPES[status.status ?? '']}</span> ${status.text}</dd>` : nothing}
          ${notes.slice(0, status ? 3 : 4).map((note) => html`<dd class="note">${note}</dd>`)}
        </div>`;
      })}
    </dl>`;
  }

  private chart({ chart, headline, sentence }: Panel, beside: number): unknown {
    const wants = { headline: headline.length > 0, sentence: sentence !== '' };
    const { chart: box } = roomOf(this.stage, beside, wants);
    if (!chart || !box) return nothing;
    const own = ownBox(box, scaleOf(this.stage));
    const drawing = chart.draw(chart.table, own);
    const spoken = `${chart.table.caption}: ${drawing.stops.map((stop) => stop.spoken).join('; ')}`;
    return html`<svg class="chart" role="img" aria-label=${spoken} width=${box.width} height=${box.height} viewBox="0 0 ${own.width} ${own.height}">${drawing.draw(-1, toMark)}</svg>`;
  }

  private foot(): unknown {
    const { answer } = this;
    if (!answer?.publication) return this.age();
    const { id, asOf, publishedAt } = answer.publication;
    const published = momentText(Date.parse(publishedAt), this.timeZone, this.spoken);
    return html`<p>
        <span>${this.say(`数据截至 ${asOf}`, `Figures as of ${asOf}`)}</span>
        <span>${this.say(`发布 ${id}`, `Publication ${id}`)}</span>
        <span class="dispensable">${this.say(`发布于 ${published}`, `published ${published}`)}</span>
      </p>
      ${this.age()}
      <p class="count">${this.isPaused ? html`<b>${this.say('已暂停', 'Paused')}</b> ` : nothing}${this.at + 1} / ${this.screens.length}</p>`;
  }

  /** How far what is shown can be believed: a word, a shape, a colour. */
  private age(): unknown {
    const { answer, awaySince, now } = this;
    if (awaySince) {
      const since = momentText(awaySince, this.timeZone, this.spoken);
      const age = ageText(now - awaySince, this.spoken);
      return html`<p class="age far-behind" role="status"><span aria-hidden="true">■</span> ${this.say(
        `离线自 ${since}（已 ${age}）`,
        `Offline since ${since} (${age})`,
      )}${this.isLate ? this.say('，数据已过期', ', out of date') : nothing}</p>`;
    }
    if (!answer) return nothing;
    if (this.isLate) {
      const { reason } = answer.freshness;
      const why = reason ? `${this.say('：', ': ')}${this.say(reason.zh, reason.en)}` : '';
      return html`<p class="age behind" role="status"><span aria-hidden="true">▲</span> ${this.say('数据已过期', 'Out of date')}${why}</p>`;
    }
    return html`<p class="age met" role="status"><span aria-hidden="true">●</span> ${this.say('数据为最新', 'Up to date')}</p>`;
  }

  /** Whether the publication is overdue: as the server says, or by the clock where it cannot say any more. */
  private get isLate(): boolean {
    const freshness = this.answer?.freshness;
    if (!freshness) return false;
    return freshness.isStale || (freshness.deadline !== null && this.now >= Date.parse(freshness.deadline));
  }

  private buttons(): TemplateResult {
    const button = (zh: string, en: string, work: () => void) =>
      html`<button type="button" @click=${work}>${this.say(zh, en)}</button>`;
    return html`<nav class="buttons" aria-label=${this.say('大屏控制', 'Controls of the wall')}>
      ${button('上一屏 ←', 'Previous ←', () => this.turn(-1))}
      ${this.isPaused ? button('继续 空格', 'Go on (space)', () => this.pause()) : button('暂停 空格', 'Pause (space)', () => this.pause())}
      ${button('下一屏 →', 'Next →', () => this.turn(1))}
      ${button('English L', '中文 L', () => this.switchLanguage())}
      ${button('全屏 F', 'Full screen F', () => this.fullScreen())}
    </nav>`;
  }
}

/** Size in units at which a text fits a width in units; letters are a little wider than `textWidth` says. */
function sizeOf(text: string, width: number, most: number): number {
  return Math.max(0.72, Math.min(most, Math.floor((width / Math.max(1, textWidth(text, 1.02))) * 50) / 50));
}

/** Keeps the page itself for a night without network. Browsers allow it over https and on this machine alone. */
async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const address = '/wall/service-worker.js';
  const { trustedTypes } = globalThis as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(text: string): string } };
  };
  try {
    const policy = trustedTypes?.createPolicy('union-wall', { createScriptURL: () => address });
    await navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address, { scope: '/wall' });
  } catch {
    // What is on the screen stays there all the same, until the screen is switched off.
  }
}

/** A screen that goes dark shows nothing; browsers that know no such wish are set by their machine. */
async function wakeLock(): Promise<void> {
  await navigator.wakeLock?.request('screen').catch(() => {});
}

customElements.define('union-wall', UnionWall);
