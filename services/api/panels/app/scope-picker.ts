import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { say } from '../../pages/shared/language.ts';
import { type PanelAnswer, type ScopeRef, SEARCH, type SearchAnswer } from './answers.ts';
import { ask, type PanelError } from './client.ts';
import { asPanelError } from './draw.ts';

/** Milliseconds after the last key before it is asked. */
const PAUSE = 150;

export const kindNames: Readonly<Record<string, readonly [string, string]>> = {
  NATION: ['全国', 'nation'],
  PROVINCE: ['省', 'provinces'],
  CITY: ['市', 'cities'],
  COUNTY: ['县（市、区）', 'counties'],
  TOWN: ['镇（街道）', 'towns'],
  PARK: ['园区', 'parks'],
  FEDERATION: ['总工会、产业工会', 'federations'],
};
export const kindName = (kind: string): string => say(...(kindNames[kind] ?? ([kind, kind] as const)));

/** Choosing a scope: by typing part of its name or its code (a combobox), or by walking the tree. */
class PanelScope extends LitElement {
  static override properties = { panel: { attribute: false }, language: {} };
  declare panel: PanelAnswer['panel'];
  declare language: string;

  private text = '';
  private found: readonly ScopeRef[] = [];
  private active = -1;
  private isOpen = false;
  private isAsking = false;
  private error: PanelError | undefined;
  private timer = 0;
  private turn = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly onInput = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.search(), PAUSE);
  };

  private async search(): Promise<void> {
    const turn = ++this.turn;
    const text = this.text.trim();
    this.error = undefined;
    if (text === '') {
      this.close();
      return;
    }
    this.isAsking = true;
    this.requestUpdate();
    try {
      const { searchScopes } = await ask<SearchAnswer>(SEARCH, { text, publication: this.panel.publication.id });
      if (turn !== this.turn) return;
      this.found = searchScopes;
    } catch (error) {
      if (turn !== this.turn) return;
      this.found = [];
      this.error = asPanelError(error);
    }
    this.isAsking = false;
    this.isOpen = true;
    this.active = this.found.length > 0 ? 0 : -1;
    this.requestUpdate();
  }

  private close(): void {
    this.isOpen = false;
    this.active = -1;
    this.requestUpdate();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key === 'Escape') {
      if (this.isOpen) event.preventDefault();
      this.close();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!this.isOpen) {
        void this.search();
        return;
      }
      const many = this.found.length;
      if (many > 0) this.active = (this.active + (key === 'ArrowDown' ? 1 : many - 1)) % many;
      this.requestUpdate();
    } else if (key === 'Enter') {
      event.preventDefault();
      const chosen = this.found[this.active];
      if (this.isOpen && chosen) this.choose(chosen);
      else void this.search();
    } else if (key === 'Tab') {
      this.close();
    }
  };

  private choose({ id }: ScopeRef): void {
    this.text = '';
    this.found = [];
    this.close();
    this.dispatchEvent(new CustomEvent('panel-go', { bubbles: true, detail: { change: { scope: id } } }));
  }

  protected override updated(): void {
    this.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { scope, above } = this.panel;
    const isListed = this.isOpen && this.found.length > 0;
    return html`<div class="chooser">
      <div class="combo">
        <label for="scope-text">${say('选择范围：输入名称或代码', 'Choose a scope: a name or a code')}</label>
        <input id="scope-text" type="text" role="combobox" autocomplete="off" spellcheck="false"
          aria-expanded=${isListed} aria-controls="scope-list" aria-autocomplete="list"
          aria-activedescendant=${isListed && this.active >= 0 ? `scope-option-${this.active}` : nothing}
          placeholder=${say(`${scope.name}（${codeOf(scope)}）`, `${scope.name} (${codeOf(scope)})`)}
          .value=${this.text} @input=${this.onInput} @keydown=${this.onKey}
          @blur=${() => this.close()}>
        <ul id="scope-list" role="listbox" aria-label=${say('找到的范围', 'Scopes that were found')} ?hidden=${!isListed}>
          ${this.found.map(
            (one, at) => html`<li id=${`scope-option-${at}`} role="option" aria-selected=${at === this.active}
              @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.choose(one)}>
              <span>${one.name}</span><span class="muted">${kindName(one.kind)} ${codeOf(one)}</span></li>`,
          )}
        </ul>
        <p class="hint" role="status">${this.said()}</p>
      </div>
      <nav class="walk" aria-label=${say('逐级选择', 'Walk the tree')}>
        <ol>
          ${above.map((one) => html`<li><a href=${`/panels?scope=${one.id}`} data-scope=${one.id}>${one.name}</a></li>`)}
          <li aria-current="location"><strong>${scope.name}</strong></li>
        </ol>
        ${this.below()}
      </nav>
    </div>`;
  }

  /** What the list of choices says to who does not see it. */
  private said(): string {
    if (this.error) return this.error.sentence;
    if (this.isAsking) return say('正在查找……', 'Searching…');
    if (!this.isOpen) return '';
    return this.found.length > 0
      ? say(`找到 ${this.found.length} 个，用上下键选择`, `${this.found.length} found; choose with the arrow keys`)
      : say('没有这样的范围', 'no such scope');
  }

  private below(): TemplateResult | typeof nothing {
    const groups = Map.groupBy(this.panel.scope.children, ({ kind }) => kind);
    if (groups.size === 0) return nothing;
    return html`<details>
      <summary>${say(`下一级（${this.panel.scope.children.length}）`, `One level down (${this.panel.scope.children.length})`)}</summary>
      ${[...groups].map(
        ([kind, scopes]) => html`<h3>${kindName(kind)}</h3><ul class="places">
          ${scopes.map((one) => html`<li><a href=${`/panels?scope=${one.id}`} data-scope=${one.id}>${one.name}</a></li>`)}
        </ul>`,
      )}
    </details>`;
  }
}

export const codeOf = ({ id }: ScopeRef): string => id.slice(id.indexOf(':') + 1);

customElements.define('panel-scope', PanelScope);
