import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Language, language, say, setLanguage } from '../../pages/shared/language.ts';
import { type Address, readAddress, writeAddress } from './address.ts';
import { PANEL, type PanelAnswer, type ScopeRef, TOPS } from './answers.ts';
import { card } from './card.ts';
import { ask, type Me, readMe } from './client.ts';
import { asPanelError, day, errorBox, type Loaded, publicationName } from './draw.ts';
import './changes.ts';
import './check-ins.ts';
import './detail.ts';
import './scenario.ts';
import { codeOf } from './scope-picker.ts';
import './subscriptions.ts';

/** The scope that was looked at last, for who opens the page without one. */
const LAST = 'union-panels-scope';

/** The leaders' page: one scope, its targets as cards, and below them one target in detail. The address says all of it. */
class UnionPanels extends LitElement {
  private address: Address = readAddress(location.search);
  private answer: Loaded<PanelAnswer> = { state: 'loading' };
  private me: Me | undefined;
  private isCopied = false;
  private turn = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setLanguage(language());
    addEventListener('popstate', this.arrive);
    addEventListener('online', this.retry);
    this.addEventListener('panel-go', this.onGo as EventListener);
    this.addEventListener('click', this.follow);
    void this.enter();
  }

  private async enter(): Promise<void> {
    await readMe()
      .then((me) => {
        this.me = me;
      })
      .catch(() => undefined);
    await this.load();
  }

  private readonly retry = (): void => {
    if (this.answer.state === 'error') void this.load();
  };

  /** Reads the panel that the address names, and writes into the address which publication it was. */
  private async load(): Promise<void> {
    const turn = ++this.turn;
    const before = this.answer.state === 'ready' ? this.answer.value : this.answer.before;
    this.answer = { state: 'loading', before };
    this.requestUpdate();
    try {
      const scope = this.address.scope ?? (await firstScope());
      const { publication = null, asOf = null } = this.address;
      const value = await ask<PanelAnswer>(PANEL, { scope, publication, asOf });
      if (turn !== this.turn) return;
      this.answer = { state: 'ready', value };
      remember(scope);
      const { panel } = value;
      const known = panel.targets.some(({ target }) => target.metric.id === this.address.metric);
      const metric = known ? this.address.metric : panel.targets[0]?.target.metric.id;
      this.address = { ...this.address, scope, publication: panel.publication.id, metric };
      history.replaceState(null, '', writeAddress(this.address));
    } catch (error) {
      if (turn !== this.turn) return;
      this.answer = { state: 'error', error: asPanelError(error), before };
    }
    this.requestUpdate();
  }

  private readonly arrive = (): void => {
    this.address = readAddress(location.search);
    void this.load();
  };

  private readonly onGo = (event: CustomEvent<{ change: Partial<Address>; replaces?: boolean }>): void => {
    void this.go(event.detail.change, event.detail);
  };

  private async go(change: Partial<Address>, { replaces = false } = {}): Promise<void> {
    // Another scope is another page: what was chosen within the last one does not belong to it.
    const other = 'scope' in change && change.scope !== this.address.scope;
    const next: Address = other
      ? { ...this.address, kind: undefined, moves: [], ...change }
      : { ...this.address, ...change };
    const asksAnew = ['scope', 'publication', 'asOf'].some(
      (name) => next[name as 'scope'] !== this.address[name as 'scope'],
    );
    this.address = next;
    const path = writeAddress(next);
    if (replaces) history.replaceState(null, '', path);
    else history.pushState(null, '', path);
    if (asksAnew) await this.load();
    else this.requestUpdate();
    await this.updateComplete;
    if (other) {
      scrollTo(0, 0);
      this.querySelector<HTMLElement>('main h1')?.focus();
    }
  }

  /** Links to other scopes load nothing anew. */
  private readonly follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const scope = (event.target as HTMLElement).closest<HTMLElement>('a[data-scope]')?.dataset.scope;
    if (!scope) return;
    event.preventDefault();
    void this.go({ scope });
  };

  private readonly choose = async (metric: string): Promise<void> => {
    await this.go({ metric, moves: [] });
    await this.updateComplete;
    const heading = this.querySelector<HTMLElement>('panel-detail h2');
    heading?.focus();
    heading?.scrollIntoView({ block: 'start' });
  };

  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href);
      this.isCopied = true;
      this.requestUpdate();
    } catch {
      window.prompt(say('复制这个链接：', 'Copy this link:'), location.href);
    }
  };

  protected override updated(): void {
    const title = this.querySelector('main h1')?.textContent?.trim();
    document.title = [title, say('领导看板', 'Panels'), say('工会数据平台', 'Union data platform')]
      .filter(Boolean)
      .join(' · ');
  }

  protected override render(): TemplateResult {
    const { answer } = this;
    const known = answer.state === 'ready' ? answer.value : answer.before;
    return html`<a class="skip" href="#main" @click=${this.skip}>${say('跳到正文', 'Skip to the content')}</a>
      <header class="head">
        <div class="bar"><strong>${say('领导看板', 'Panels')}</strong>${this.who()}</div>
      </header>
      <main id="main" tabindex="-1" aria-busy=${answer.state === 'loading'}>
        ${answer.state === 'error' ? html`${errorBox(answer.error, () => void this.load())}${known ? nothing : this.wayOut()}` : nothing}
        ${known ? this.page(known) : answer.state === 'loading' ? this.waiting() : nothing}
      </main>`;
  }

  private readonly skip = (event: Event): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>('main')?.focus();
  };

  private waiting(): TemplateResult {
    return html`<h1 tabindex="-1">${say('领导看板', 'Panels')}</h1>
      <p class="loading" role="status">${say('正在读取……', 'Loading…')}</p>
      <div class="cards" aria-hidden="true">${[1, 2, 3].map(() => html`<div class="card skeleton"></div>`)}</div>`;
  }

  private wayOut(): TemplateResult {
    return html`<p><a href="/panels" @click=${(event: Event) => {
      event.preventDefault();
      this.address = readAddress('');
      history.pushState(null, '', '/panels');
      forget();
      void this.load();
    }}>${say('回到最新发布', 'Go to the current publication')}</a></p>`;
  }

  private who(): TemplateResult {
    const { me } = this;
    const other: Language = language() === 'zh' ? 'en' : 'zh';
    return html`<div class="who">
      ${me?.name ? html`<span>${me.name}</span>` : nothing}
      <button type="button" class="quiet" lang=${other === 'zh' ? 'zh-CN' : 'en'} @click=${() => {
        setLanguage(other);
        this.requestUpdate();
      }}>${other === 'zh' ? '中文' : 'English'}</button>
      ${
        me?.kind === 'account'
          ? html`<form method="post" action="/sign-out"><input type="hidden" name="csrf" .value=${me.csrfToken ?? ''}><button>${say('退出', 'Sign out')}</button></form>`
          : html`<a class="button" href=${`/sign-in?return=${encodeURIComponent(`${location.pathname}${location.search}`)}`}>${say('登录', 'Sign in')}</a>`
      }
    </div>`;
  }

  private page({ panel, publications, freshness }: PanelAnswer): TemplateResult {
    const { scope, publication, targets, days } = panel;
    const { address } = this;
    const shown = { address, panel };
    const spoken = language();
    const chosen = targets.some(({ target }) => target.metric.id === address.metric)
      ? address.metric
      : targets[0]?.target.metric.id;
    return html`<h1 tabindex="-1">${scope.name}</h1>
      <p class="as-of">${say('数据截至', 'As of')} <strong>${day(publication.asOf)}</strong> <span class="muted">${codeOf(scope)}${say('，发布 ', ', publication ')}${publication.id}</span></p>
      ${
        publication.isCurrent === false
          ? html`<div class="notice warn"><p><strong>${say('这不是最新的发布。', 'This is not the current publication.')}</strong> <button type="button" class="quiet" @click=${() => void this.go({ publication: undefined, asOf: undefined })}>${say('看最新', 'Go to the current one')}</button></p></div>`
          : freshness.isStale
            ? html`<div class="notice warn"><p><strong>${say('数据不是最新。', 'The figures are late.')}</strong> ${say(freshness.reason ?? '', freshness.reasonEn ?? '')}</p></div>`
            : nothing
      }
      <panel-scope .panel=${panel} .language=${spoken}></panel-scope>
      <div class="fields controls">
        <div class="field"><label for="publication">${say('发布', 'Publication')}</label>
          <select id="publication" @change=${(event: Event) => void this.go({ publication: (event.target as HTMLSelectElement).value, asOf: undefined })}>
            ${publications.map((one) => html`<option value=${one.id} ?selected=${one.id === publication.id}>${publicationName(one)}</option>`)}
          </select></div>
        <div class="field"><label for="as-of">${say('数值与排名的日期', 'Day of figures and ranking')}</label>
          <select id="as-of" @change=${(event: Event) => void this.go({ asOf: (event.target as HTMLSelectElement).value || undefined })}>
            ${days.map((one, at) => html`<option value=${at === 0 ? '' : one} ?selected=${at === 0 ? !address.asOf : address.asOf === one}>${at === 0 ? say(`${one}（发布当日）`, `${one} (of the publication)`) : one}</option>`)}
          </select>
          ${address.asOf ? html`<span class="hint">${say('目标状态只按发布当日核定；要看当日状态，请选当日的发布。', 'Statuses are of the publication’s day; for those of another day choose its publication.')}</span>` : nothing}</div>
        <p class="actions links">
          <button type="button" @click=${() => void this.copy()}>${this.isCopied ? say('已复制', 'Copied') : say('复制链接', 'Copy the link')}</button>
          <button type="button" @click=${() => print()}>${say('打印', 'Print')}</button>
          <a class="button" href=${`/briefing?scope=${scope.id}&publication=${publication.id}`}>${say('月度通报', 'Briefing')}</a>
        </p>
      </div>
      <section aria-labelledby="targets"><h2 id="targets">${say('目标', 'Targets')}</h2>
      ${
        targets.length === 0
          ? html`<div class="notice"><p>${say('这里没有目标。目标在工作簿「目标」表中下达；上级的数量目标不分到下级。', 'No target holds here. Targets are set in the sheet 目标 of the workbook; counts of a scope above do not hold below.')}</p></div>`
          : html`<div class="cards">${targets.map((standing) => card(standing, shown, standing.target.metric.id === chosen, (metric) => void this.choose(metric)))}</div>`
      }</section>
      ${
        chosen
          ? html`<panel-detail id="detail" .shown=${shown} .metric=${chosen} .language=${spoken}></panel-detail>`
          : nothing
      }
      <panel-changes .shown=${shown} .publications=${publications} .language=${spoken}></panel-changes>
      ${
        chosen
          ? html`<panel-check-ins .shown=${shown} .metric=${chosen} .me=${this.me} .language=${spoken}></panel-check-ins>
            <panel-scenario .shown=${shown} .metric=${chosen} .language=${spoken}></panel-scenario>`
          : nothing
      }
      <panel-subscriptions .shown=${shown} .metric=${chosen ?? ''} .me=${this.me} .language=${spoken}></panel-subscriptions>`;
  }
}

/** The scope that was looked at last, else the lowest region above all that is published. */
async function firstScope(): Promise<string> {
  const last = recall();
  const { scopes } = await ask<{ scopes: readonly ScopeRef[] }>(TOPS);
  if (last) return last;
  let [at] = scopes.filter(({ id }) => id.startsWith('region:'));
  at ??= scopes[0];
  // Where a level has one scope alone, nobody has chosen it: the walk goes on to where there is something to choose.
  for (let depth = 0; at && depth < 6; depth++) {
    const { scope } = await ask<{ scope: { children: readonly ScopeRef[] } | null }>(
      'query Below($id: ID!) { scope(id: $id) { children { id kind name } } }',
      { id: at.id },
    );
    const below = (scope?.children ?? []).filter(({ kind }) => kind !== 'PARK' && kind !== 'FEDERATION');
    if (below.length !== 1) break;
    at = below[0];
  }
  return at?.id ?? '';
}

function recall(): string | null {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null;
  }
}
function remember(scope: string): void {
  try {
    localStorage.setItem(LAST, scope);
  } catch {
    // A browser that keeps nothing begins at the top again.
  }
}
function forget(): void {
  try {
    localStorage.removeItem(LAST);
  } catch {
    // Nothing was kept.
  }
}

customElements.define('union-panels', UnionPanels);
