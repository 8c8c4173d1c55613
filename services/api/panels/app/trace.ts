import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../pages/shared/language.ts';
import { TRACE, type TraceAnswer } from './answers.ts';
import { ask } from './client.ts';
import { type Loaded, measure, named, number, show } from './draw.ts';
import { PanelSection } from './section.ts';

type Trace = NonNullable<TraceAnswer['panel']['target']>['trace'];

const VERDICTS: Readonly<Record<'PASSED' | 'WARNED' | 'FAILED', readonly [zh: string, en: string]>> = {
  PASSED: ['通过', 'passed'],
  WARNED: ['提醒', 'warned'],
  FAILED: ['未通过', 'failed'],
};

/** What a headline rests on, read when somebody asks for it. */
class PanelTrace extends PanelSection {
  private trace: Loaded<Trace | null> | undefined;
  private isOpen = false;

  private readonly load = (): void => {
    void this.keep(
      () => this.trace,
      (loaded) => {
        this.trace = loaded;
      },
      async () => (await ask<TraceAnswer>(TRACE, this.about)).panel.target?.trace ?? null,
    );
  };

  private readonly toggle = (event: Event): void => {
    this.isOpen = (event.target as HTMLDetailsElement).open;
    if (this.isOpen) this.askAnew(this.about, this.load);
  };

  protected override willUpdate(): void {
    if (this.isOpen) this.askAnew(this.about, this.load);
  }

  protected override render(): TemplateResult {
    return html`<details class="trace" @toggle=${this.toggle}>
      <summary>${say('这个数怎么来的', 'Where it comes from')}</summary>
      ${show(this.trace, (trace) => (trace ? this.drawn(trace) : html`<p>${say('没有目标', 'no target')}</p>`), this.load)}
    </details>`;
  }

  private drawn({ definition, counted, registers, checks }: Trace): TemplateResult {
    const { standing } = this;
    if (!standing) return html``;
    const { metric } = standing.target;
    const failing = checks.filter(({ verdict }) => verdict !== 'PASSED');
    return html`
      <p><strong>${say('口径', 'Definition')}</strong>${say('：', ': ')}${say(metric.formula, metric.formulaEn)}
        <span class="muted">${definition.id} v${definition.version}</span></p>
      <p>${say(definition.notes, definition.notesEn)}</p>
      <p><strong>${say('分子 / 分母', 'Numerator / denominator')}</strong>${say('：', ': ')}${measure(metric).fraction(standing) || number(standing.numerator)}</p>
      <table>
        <caption>${say('当日按类计数', 'Counted on that day, by kind')}</caption>
        <tbody>${counted.map((one) => html`<tr><th scope="row">${named(one)}</th><td class="number">${one.counts === 'cents' ? measure(metric).amount(one.count ?? 0) : number(one.count)}</td></tr>`)}</tbody>
      </table>
      <table>
        <caption>${say('当夜读取的台账行数（全库）', 'Rows read that night, whole registers')}</caption>
        <tbody>${registers.map((one) => html`<tr><th scope="row">${named(one)}</th><td class="number">${number(one.rows)}</td></tr>`)}</tbody>
      </table>
      <p><strong>${say('当夜检查', 'Checks of that night')}</strong>${say('：', ': ')}${
        failing.length === 0
          ? say(`相关 ${checks.length} 项全部通过`, `all ${checks.length} that concern it passed`)
          : say(
              `相关 ${checks.length} 项，其中 ${failing.length} 项有提醒`,
              `${checks.length} concern it, ${failing.length} found something`,
            )
      }</p>
      <div class="checks" role="region" tabindex="0" aria-label=${say('当夜检查', 'Checks of that night')}><ul class="list">${[
        ...failing,
        ...checks.filter(({ verdict }) => verdict === 'PASSED'),
      ].map(
        ({ name, verdict, failures }) =>
          html`<li><span class="tag ${verdict === 'PASSED' ? 'good' : verdict === 'WARNED' ? 'warn' : 'bad'}">${say(...VERDICTS[verdict])}</span> <span lang="en">${name}</span>${failures > 0 ? html` <span class="muted">${say(`（${number(failures)} 行）`, ` (${number(failures)} rows)`)}</span>` : nothing}</li>`,
      )}</ul></div>
      <p class="muted">${say('发布', 'Publication')} ${this.shown.panel.publication.id}</p>`;
  }
}

customElements.define('panel-trace', PanelTrace);
