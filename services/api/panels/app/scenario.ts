import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../pages/shared/language.ts';
import { type Move, type MoveKind, SCENARIO, type ScenarioAnswer, type Supposed } from './answers.ts';
import { ask } from './client.ts';
import { day, expected, type Loaded, lightWord, measure, named, number, range, shape, show } from './draw.ts';
import { PanelSection } from './section.ts';

const KINDS: readonly (readonly [MoveKind, string, string])[] = [
  ['JOIN', '分子增加（如新建会）', 'numerator gains (such as new unions)'],
  ['VISIT', '走访名单前几个（须有权看名单）', 'the first of the need list (for who may see it)'],
  ['ARRIVE', '分母增加（如新落户）', 'denominator gains (such as new settlers)'],
  ['LEAVE', '分子减少', 'numerator loses'],
  ['DEPART', '分母减少（未建会的退出）', 'denominator loses'],
];

/** What if: moves over the published figure, reckoned by the server as the night does, and marked as a scenario throughout. */
class PanelScenario extends PanelSection {
  private draft: Move[] | undefined;
  private answer: Loaded<ScenarioAnswer['scenario']> | undefined;

  private get moves(): Move[] {
    this.draft ??= [...this.shown.address.moves];
    return this.draft;
  }

  protected override willUpdate(): void {
    const { moves } = this.shown.address;
    this.askAnew([this.about, moves], () => {
      this.draft = moves.length > 0 ? [...moves] : [{ kind: 'JOIN', count: 10, by: null }];
      if (moves.length > 0) this.load();
      else this.answer = undefined;
    });
  }

  private readonly load = (): void => {
    const moves = this.shown.address.moves.map(({ kind, count, by }) => ({ kind, count, by }));
    void this.keep(
      () => this.answer,
      (loaded) => {
        this.answer = loaded;
      },
      async () => (await ask<ScenarioAnswer>(SCENARIO, { ...this.about, moves })).scenario,
    );
  };

  private set(at: number, change: Partial<Move>): void {
    this.draft = this.moves.map((move, place) => (place === at ? { ...move, ...change } : move));
    this.requestUpdate();
  }

  private readonly run = (event: Event): void => {
    event.preventDefault();
    const same = JSON.stringify(this.moves) === JSON.stringify(this.shown.address.moves);
    if (same) this.load();
    else this.go({ moves: this.moves }, { replaces: true });
  };

  private readonly clear = (): void => this.go({ moves: [] }, { replaces: true });

  protected override render(): TemplateResult | typeof nothing {
    const { standing } = this;
    if (!standing) return nothing;
    const { publication } = this.shown.panel;
    return html`<h2 tabindex="-1">${say('情景推算：如果……', 'What if: a scenario')}</h2>
      <p class="muted">${say('按与每夜相同的公式推算，只供讨论，不保存，不是公布的数据。', 'Reckoned by the formulas of the night; for discussion, kept nowhere, no published figure.')}</p>
      <form class="moves" @submit=${this.run}>
        ${this.moves.map(
          (move, at) => html`<fieldset>
            <legend>${say(`变动 ${at + 1}`, `Move ${at + 1}`)}</legend>
            <div class="field"><label for=${`move-kind-${at}`}>${say('什么变', 'What')}</label>
              <select id=${`move-kind-${at}`} .value=${move.kind} @change=${(event: Event) => this.set(at, { kind: (event.target as HTMLSelectElement).value as MoveKind })}>
                ${KINDS.map(([kind, zh, en]) => html`<option value=${kind} ?selected=${kind === move.kind}>${say(zh, en)}</option>`)}
              </select></div>
            <div class="field"><label for=${`move-count-${at}`}>${say('多少', 'How many')}</label>
              <input id=${`move-count-${at}`} type="number" inputmode="numeric" min="1" max="10000000" required .value=${String(move.count)} @input=${(event: Event) => this.set(at, { count: Number((event.target as HTMLInputElement).value) })}></div>
            <div class="field"><label for=${`move-by-${at}`}>${say('最迟哪天（可不填）', 'By when (may stay empty)')}</label>
              <input id=${`move-by-${at}`} type="date" min=${publication.asOf} max=${standing.target.endsOn} .value=${move.by ?? ''} @input=${(event: Event) => this.set(at, { by: (event.target as HTMLInputElement).value || null })}></div>
            ${
              this.moves.length > 1
                ? html`<button type="button" @click=${() => {
                    this.draft = this.moves.filter((_, place) => place !== at);
                    this.requestUpdate();
                  }}>${say('删去', 'Remove')}<span class="spoken">${say(`变动 ${at + 1}`, ` move ${at + 1}`)}</span></button>`
                : nothing
            }
          </fieldset>`,
        )}
        <p class="actions">
          <button class="primary">${say('推算', 'Reckon')}</button>
          <button type="button" ?disabled=${this.moves.length >= 20} @click=${() => {
            this.draft = [...this.moves, { kind: 'ARRIVE', count: 1, by: null }];
            this.requestUpdate();
          }}>${say('再加一项', 'Add a move')}</button>
          ${this.shown.address.moves.length > 0 ? html`<button type="button" @click=${this.clear}>${say('清除情景', 'Clear')}</button>` : nothing}
        </p>
      </form>
      <div aria-live="polite">${show(this.answer, (scenario) => this.drawn(scenario), this.load)}</div>`;
  }

  private drawn({ word, wordEn, on, moves, standing, above }: ScenarioAnswer['scenario']): TemplateResult {
    const metric = this.standing?.target.metric;
    if (!metric) return html``;
    const words = measure(metric);
    const mark = say(word, wordEn);
    const signed = (count: number) => (count > 0 ? `+${number(count)}` : number(count));
    return html`<div class="scenario" role="group" aria-label=${mark}>
      <p class="mark"><strong>${mark}</strong> ${say(`到 ${day(on)}：`, `by ${day(on)}: `)}${moves.map(({ numerator, denominator }) => [numerator === 0 ? '' : say(`分子 ${signed(numerator)}`, `numerator ${signed(numerator)}`), denominator === 0 ? '' : say(`分母 ${signed(denominator)}`, `denominator ${signed(denominator)}`)].filter(Boolean).join(say('，', ', '))).join(say('；', '; '))}
        <span class="muted">${say('此前只算这些变动，此后按近十二个月趋势。', 'Until then these moves alone; from then on the trend of twelve months.')}</span></p>
      <div class="table"><table class="stack">
        <caption>${named(metric)}</caption>
        <thead><tr><th scope="col">${say('范围', 'Scope')}</th><th scope="col">${say('性质', 'Kind')}</th><th scope="col" class="number">${say('数值', 'Value')}</th><th scope="col">${say('状态', 'Status')}</th><th scope="col" class="number">${say('路径', 'Path')}</th><th scope="col" class="number">${say('还差', 'Needed')}</th><th scope="col">${say('到期预计', 'At the end')}</th><th scope="col">${say('名次', 'Rank')}</th></tr></thead>
        <tbody>${[standing, ...above].map((one) => this.pair(one, mark, words))}</tbody>
      </table></div>
    </div>`;
  }

  private pair(one: Supposed, mark: string, words: ReturnType<typeof measure>): TemplateResult {
    type Side = Pick<
      Supposed,
      | 'numerator'
      | 'denominator'
      | 'value'
      | 'state'
      | 'word'
      | 'wordEn'
      | 'shape'
      | 'pathValue'
      | 'need'
      | 'rank'
      | 'rankOf'
      | 'projection'
    >;
    const cells = (side: Side) => html`
      <td class="number" data-label=${say('数值', 'Value')}>${words.text(side)}<br><span class="muted">${words.fraction(side)}</span></td>
      <td data-label=${say('状态', 'Status')}><span class="light same">${shape(side.shape)}${lightWord(side)}</span></td>
      <td class="number" data-label=${say('路径', 'Path')}>${side.pathValue === null ? '–' : words.valueText(side.pathValue)}</td>
      <td class="number" data-label=${say('还差', 'Needed')}>${side.need === null ? '–' : words.amount(side.need)}</td>
      <td data-label=${say('到期预计', 'At the end')}>${expected(side.projection, words)}<br><span class="muted">${range(side.projection, words)}</span></td>
      <td data-label=${say('名次', 'Rank')}>${side.rank === null ? '–' : `${side.rank} / ${number(side.rankOf)}`}</td>`;
    return html`<tr><th scope="rowgroup" rowspan="2">${one.scope.name}</th><th scope="row">${say('已公布', 'Published')}</th>${cells(one.published)}</tr>
      <tr class="supposed"><th scope="row">${mark}</th>${cells(one)}</tr>`;
  }
}

customElements.define('panel-scenario', PanelScenario);
