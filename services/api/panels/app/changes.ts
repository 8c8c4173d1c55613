import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../pages/shared/language.ts';
import { CHANGES, type Change, type ChangeKind, type ChangesAnswer, type PublicationRef } from './answers.ts';
import { ask } from './client.ts';
import { type Loaded, lightWord, measure, named, publicationName, shape, show } from './draw.ts';
import { PanelSection } from './section.ts';

const KINDS: readonly (readonly [ChangeKind, string, string])[] = [
  ['CROSSED', '新达标', 'Met the target'],
  ['LOST', '跌破目标', 'No longer meets the target'],
  ['FELL_BEHIND', '状态变差', 'Fell behind'],
  ['CAUGHT_UP', '赶上来', 'Caught up'],
  ['NEW_IN_BOTTOM', '新进后列', 'New among the last'],
  ['RESTATED', '更正过的数', 'Restated'],
  ['NEW_TARGET', '换了目标', 'Another target'],
];

/** What changed since the last publication, or since a meeting. */
class PanelChanges extends PanelSection {
  static override properties = { ...PanelSection.properties, publications: { attribute: false } };
  declare publications: readonly PublicationRef[];
  private changes: Loaded<ChangesAnswer['changes']> | undefined;

  protected override willUpdate(): void {
    const { since, meeting } = this.shown.address;
    this.askAnew([this.about, since, meeting], this.load);
  }

  private readonly load = (): void => {
    const { since = null, meeting = null } = this.shown.address;
    const { scope, publication } = this.about;
    void this.keep(
      () => this.changes,
      (loaded) => {
        this.changes = loaded;
      },
      async () =>
        (await ask<ChangesAnswer>(CHANGES, { scope, publication, since: meeting ? null : since, sinceDay: meeting }))
          .changes,
    );
  };

  protected override render(): TemplateResult {
    const { since, meeting } = this.shown.address;
    const { publication, previous } = this.shown.panel;
    const earlier = this.publications.filter(({ asOf, id }) => asOf <= publication.asOf && id !== publication.id);
    return html`<h2 tabindex="-1">${meeting ? say('上次会议以来', 'Since the last meeting') : say('上次发布以来', 'Since the last publication')}</h2>
      <div class="fields controls">
        <div class="field">
          <label for="since">${say('与哪次发布比', 'Compare with')}</label>
          <select id="since" @change=${(event: Event) => this.go({ since: (event.target as HTMLSelectElement).value || undefined, meeting: undefined }, { replaces: true })}>
            <option value="" ?selected=${!since && !meeting}>${previous ? say(`上一数据日 ${previous.asOf}`, `the day before: ${previous.asOf}`) : say('上一数据日', 'the day before')}</option>
            ${earlier.map((one) => html`<option value=${one.id} ?selected=${since === one.id && !meeting}>${publicationName(one)}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="meeting">${say('或上次会议日期', 'Or the day of the last meeting')}</label>
          <input id="meeting" type="date" .value=${meeting ?? ''} @change=${(event: Event) => this.go({ meeting: (event.target as HTMLInputElement).value || undefined, since: undefined }, { replaces: true })}>
          <span class="hint">${say('与当天结束前已发布的数据比较。', 'Compares with what was published by the end of that day.')}</span>
        </div>
      </div>
      ${show(this.changes, (changes) => this.drawn(changes), this.load)}`;
  }

  private drawn({ since, until, rows, counts }: ChangesAnswer['changes']): TemplateResult {
    const known = KINDS.filter(([kind]) => rows.some((row) => row.kind === kind));
    return html`<p class="muted">${publicationName(since)} → ${publicationName(until)}</p>
      ${
        known.length === 0
          ? html`<p>${say('没有达标、落后、更正或后列的变化。', 'Nothing crossed a target, fell behind, was restated or is new among the last.')}</p>`
          : html`<div class="changes">${known.map(([kind, zh, en]) => {
              const own = rows.filter((row) => row.kind === kind);
              const all = counts.find((one) => one.kind === kind)?.count ?? own.length;
              return html`<section aria-labelledby=${`change-${kind}`}>
                <h3 id=${`change-${kind}`}>${say(zh, en)} <span class="tag muted">${all}</span></h3>
                <ul class="list">${own.map((row) => this.row(row))}</ul>
                ${own.length < all ? html`<p class="muted">${say(`只列前 ${own.length} 项。`, `The first ${own.length} are listed.`)}</p>` : nothing}
              </section>`;
            })}</div>`
      }`;
  }

  private row({ kind, metric, scope, before, after, day, reason, among }: Change): TemplateResult {
    const words = measure(metric);
    const text = (value: number | null) => (value === null ? '–' : words.valueText(value));
    const isSame = scope.id === this.shown.panel.scope.id;
    return html`<li>
      ${isSame ? html`<strong>${scope.name}</strong>` : html`<a href=${`/panels?scope=${scope.id}`} data-scope=${scope.id}>${scope.name}</a>`}
      <span>${named(metric)}</span>
      <span class="number">${text(before.value)} → <strong>${text(after.value)}</strong></span>
      ${
        kind === 'RESTATED'
          ? html`<span>${say(`${day} 的数`, `of ${day}`)}${say('：', ': ')}${reason ?? say('期间未关闭，数据补正', 'the period was still open')}</span>`
          : kind === 'NEW_IN_BOTTOM'
            ? html`<span class="muted">${say(`在${among?.name ?? ''}中第 ${after.rank ?? '–'} 名（原第 ${before.rank ?? '–'} 名）`, `${after.rank ?? '–'} among those of ${among?.name ?? ''} (was ${before.rank ?? '–'})`)}</span>`
            : html`<span class="step">${before.word ? html`${shape(before.shape)}${lightWord(before)} → ` : nothing}${shape(after.shape)}${lightWord(after)}</span>`
      }
    </li>`;
  }
}

customElements.define('panel-changes', PanelChanges);
