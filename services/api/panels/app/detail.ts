import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../pages/shared/language.ts';
import {
  DETAIL,
  type DetailAnswer,
  type Imbalance,
  NEED,
  type NeedAnswer,
  RANKING,
  type RankingAnswer,
  type RankRow,
} from './answers.ts';
import { ask } from './client.ts';
import { change, gapText, type Loaded, measure, named, number, show, status, tongue } from './draw.ts';
import { kindName } from './scope-picker.ts';
import { PanelSection } from './section.ts';

type Need = NonNullable<NeedAnswer['panel']['target']>['needList'];

/** Periods that a flow is ranked over, as the address and the elements name them. */
const PERIODS = [
  ['month', 'MONTH', '当月', 'month'],
  ['calendar-year', 'CALENDAR_YEAR', '本年', 'calendar year'],
  ['union-year', 'UNION_YEAR', '工会统计年度', 'union year'],
] as const;

/** Below the cards: path, ranking, imbalance, the last ones, the scopes below, and the list of what is missing. */
class PanelDetail extends PanelSection {
  private imbalance: Loaded<readonly Imbalance[]> | undefined;
  private ranking: Loaded<RankingAnswer['ranking']> | undefined;
  private need: Loaded<Need> | undefined;
  private isNeedOpen = false;

  protected override willUpdate(): void {
    this.askAnew(
      [this.about, this.shown.address.kind, this.shown.address.asOf, this.shown.address.period],
      () => void this.load(),
    );
  }

  /** The kinds of scopes below that have this target; the address chooses among them. */
  private get kinds(): readonly string[] {
    return this.imbalance?.state === 'ready' ? [...new Set(this.imbalance.value.map(({ kind }) => kind))] : [];
  }

  private get kind(): string | undefined {
    const asked = this.shown.address.kind;
    return asked && this.kinds.includes(asked) ? asked : this.kinds[0];
  }

  private get period(): (typeof PERIODS)[number] | undefined {
    if (this.standing?.target.metric.time !== 'FLOW') return undefined;
    return PERIODS.find(([name]) => name === this.shown.address.period) ?? PERIODS[1];
  }

  private readonly load = async (): Promise<void> => {
    this.need = undefined;
    this.ranking = undefined;
    await this.keep(
      () => this.imbalance,
      (loaded) => {
        this.imbalance = loaded;
      },
      async () => (await ask<DetailAnswer>(DETAIL, this.about)).panel.target?.imbalance ?? [],
    );
    if (this.isNeedOpen) this.loadNeed();
    await this.loadRanking();
  };

  private readonly loadRanking = async (): Promise<void> => {
    const { kind } = this;
    if (!kind) return;
    await this.keep(
      () => this.ranking,
      (loaded) => {
        this.ranking = loaded;
      },
      async () =>
        (
          await ask<RankingAnswer>(RANKING, {
            ...{ ...this.about, kind, asOf: this.shown.address.asOf ?? null, period: this.period?.[1] ?? null },
          })
        ).ranking,
    );
  };

  private readonly loadNeed = (): void => {
    void this.keep(
      () => this.need,
      (loaded) => {
        this.need = loaded;
      },
      async () => (await ask<NeedAnswer>(NEED, this.about)).panel.target?.needList ?? null,
    );
  };

  protected override render(): TemplateResult | typeof nothing {
    const { standing } = this;
    if (!standing) return nothing;
    const { scope, publication } = this.shown.panel;
    const { asOf } = this.shown.address;
    const name = named(standing.target.metric);
    return html`<h2 tabindex="-1">${scope.name}${say('：', ': ')}${name}</h2>
      <div class="charts">
        <union-target scope=${scope.id} metric=${this.metric} publication=${publication.id} lang=${tongue()} heading-level="3"></union-target>
        ${
          this.kind
            ? html`<union-ranking scope=${scope.id} metric=${this.metric} kind=${this.kind.toLowerCase()} publication=${publication.id} as-of=${asOf ?? nothing} period=${this.period?.[0] ?? nothing} lang=${tongue()} heading-level="3"></union-ranking>`
            : nothing
        }
      </div>
      ${show(
        this.imbalance,
        (all) => this.spread(all),
        () => void this.load(),
      )}
      ${this.kind ? this.places(this.kind) : nothing}
      ${this.list()}`;
  }

  private spread(all: readonly Imbalance[]): TemplateResult {
    if (all.length === 0) {
      return html`<p class="muted">${say('下面没有同一目标的范围，不作比较。', 'No scope below has this target, so nothing is compared.')}</p>`;
    }
    const one = all.find(({ kind }) => kind === this.kind) ?? (all[0] as Imbalance);
    const words = this.standing && measure(this.standing.target.metric);
    const inPoints = (value: number | null) =>
      value === null ? '–' : say(`${value.toFixed(2)} 个百分点`, `${value.toFixed(2)} points`);
    return html`<h3>${say('不平衡性', 'Imbalance')}${say('：', ': ')}${kindName(one.kind)}</h3>
      <dl class="facts">
        <div><dt>${say('最高与最低相差', 'Highest less lowest')}</dt><dd>${inPoints(one.rangePoints)}</dd></div>
        <div><dt>${say('标准差（各单位同权）', 'Standard deviation, equal weights')}</dt><dd>${inPoints(one.deviationPoints)}</dd></div>
        <div><dt>${say('标准差（按分母加权）', 'Standard deviation, weighed')}</dt><dd>${inPoints(one.weightedDeviationPoints)}</dd></div>
        <div><dt>${say('落后的单位', 'Behind')}</dt><dd>${say(`${one.behindCount} 个，占 ${one.unitCount} 个的 ${(one.behindShare * 100).toFixed(1)}%`, `${one.behindCount} of ${one.unitCount} (${(one.behindShare * 100).toFixed(1)} %)`)}</dd></div>
      </dl>
      ${
        one.last.length > 0
          ? html`<h3>${say(`后 ${one.last.length} 名`, `The last ${one.last.length}`)}</h3>
            <ol class="last">${one.last.map(
              (
                row,
              ) => html`<li><a href=${`/panels?scope=${row.scope.id}`} data-scope=${row.scope.id}>${row.scope.name}</a>
                <strong>${words?.text(row)}</strong> ${status(row)}
                <span class="muted">${row.need ? say(`还差 ${words?.amount(row.need)}`, `${words?.amount(row.need)} more`) : nothing}</span></li>`,
            )}</ol>`
          : nothing
      }`;
  }

  private places(kind: string): TemplateResult {
    const { kinds, period } = this;
    return html`<h3 id="places">${say('下级情况与名次变化', 'The scopes below, and how they moved')}</h3>
      <div class="actions">
        ${
          kinds.length > 1
            ? html`<div class="choices" role="group" aria-label=${say('比较哪一级', 'Which scopes')}>${kinds.map(
                (each) =>
                  html`<button type="button" aria-pressed=${each === kind} @click=${() => this.go({ kind: each }, { replaces: true })}>${kindName(each)}</button>`,
              )}</div>`
            : nothing
        }
        ${
          period
            ? html`<div class="choices" role="group" aria-label=${say('期间', 'Period')}>${PERIODS.map(
                ([name, , zh, en]) =>
                  html`<button type="button" aria-pressed=${name === period[0]} @click=${() => this.go({ period: name }, { replaces: true })}>${say(zh, en)}</button>`,
              )}</div>`
            : nothing
        }
      </div>
      ${show(
        this.ranking,
        (ranking) => this.table(ranking, kind),
        () => void this.loadRanking(),
      )}`;
  }

  private table({ rows, asOf, minDenominator }: RankingAnswer['ranking'], kind: string): TemplateResult {
    const { standing } = this;
    if (!standing || rows.length === 0)
      return html`<p class="muted">${say('没有可比较的单位。', 'Nothing to compare.')}</p>`;
    const words = measure(standing.target.metric);
    const row = (one: RankRow) => html`<tr>
      <td class="number" data-label=${say('名次', 'Rank')}>${one.rank ?? '–'}</td>
      <th scope="row"><a href=${`/panels?scope=${one.scope.id}`} data-scope=${one.scope.id}>${one.scope.name}</a></th>
      <td class="number" data-label=${named(standing.target.metric)}>${words.text(one.figure)}<br><span class="muted">${words.fraction(one.figure)}</span></td>
      <td data-label=${say('状态', 'Status')}>${one.target ? status(one.target) : '–'}</td>
      <td data-label=${say('与路径相差', 'Against the path')}>${one.target ? gapText({ ...one.figure, ...one.target }, standing.target.metric) : '–'}</td>
      <td class="number" data-label=${say('还差', 'Needed')}>${one.target?.need == null ? '–' : words.amount(one.target.need)}</td>
      <td data-label=${say('比上月末', 'Since last month')}>${change(one.rankChangeMonth, say('比上月末', 'since last month: '))}</td>
      <td data-label=${say('比上次发布', 'Since the last publication')}>${change(one.rankChangePublication, say('比上次发布', 'since the last publication: '))}</td>
    </tr>`;
    return html`<div class="table"><table class="stack">
        <caption>${kindName(kind)}${say('，', ', ')}${asOf ?? ''}${minDenominator > 0 ? html`<span class="muted">${say(`（分母小于 ${minDenominator} 的不排名）`, ` (no rank below a denominator of ${minDenominator})`)}</span>` : nothing}</caption>
        <thead><tr>
          <th scope="col" class="number">${say('名次', 'Rank')}</th><th scope="col">${say('单位', 'Scope')}</th>
          <th scope="col" class="number">${say('数值', 'Value')}</th><th scope="col">${say('状态', 'Status')}</th>
          <th scope="col">${say('与路径相差', 'Against the path')}</th><th scope="col" class="number">${say('还差', 'Needed')}</th>
          <th scope="col">${say('比上月末', 'Month')}</th><th scope="col">${say('比上次发布', 'Publication')}</th>
        </tr></thead>
        <tbody>${rows.map(row)}</tbody>
      </table></div>
      <p class="muted">${say('点单位名称进入下一级；状态按发布当日。', 'A name leads one level down; statuses are of the publication’s day.')}</p>`;
  }

  private list(): TemplateResult {
    return html`<details class="need-list" @toggle=${(event: Event) => {
      this.isNeedOpen = (event.target as HTMLDetailsElement).open;
      if (this.isNeedOpen && !this.need) this.loadNeed();
    }}>
      <summary>${say('还差的是谁：名单', 'Who is missing: the list')}</summary>
      ${show(this.need, (need) => this.named(need), this.loadNeed)}
    </details>`;
  }

  private named(need: Need): TemplateResult {
    if (!need) return html`<p>${say('没有名单', 'there is no list')}</p>`;
    if (need.need === 0)
      return html`<p>${say('目标已达到，没有要补的。', 'The target is met: nothing is missing.')}</p>`;
    const rows =
      need.names === 'ENTERPRISE'
        ? need.enterprises.map(
            (one) =>
              [
                one.name,
                one.creditCode,
                one.workerCount === null
                  ? '–'
                  : say(`${number(one.workerCount)} 名职工`, `${number(one.workerCount)} workers`),
                one.gain,
                one.gained,
              ] as const,
          )
        : need.names === 'UNION'
          ? need.unions.map(
              (one) =>
                [
                  one.name,
                  one.unionCode,
                  one.coveredCount === null
                    ? '–'
                    : say(`覆盖 ${number(one.coveredCount)} 家`, `covers ${number(one.coveredCount)}`),
                  one.gain,
                  one.gained,
                ] as const,
            )
          : need.records.map((one) => [one.name, one.number, one.dueOn ?? '–', one.gain, one.gained] as const);
    return html`<p>${say(
      `还差 ${number(need.need)}；走访 ${number(need.visitCount)} 个${need.isEnough ? '即可补齐' : '仍补不齐'}，可走访的共 ${number(need.candidateCount)} 个。名单按现在的台账。`,
      `${number(need.need)} missing; ${number(need.visitCount)} visits ${need.isEnough ? 'close the gap' : 'do not close it'}, of ${number(need.candidateCount)} candidates. From the registers of now.`,
    )}</p>
      <div class="table"><table class="stack">
        <thead><tr><th scope="col">${say('名称', 'Name')}</th><th scope="col">${say('代码', 'Code')}</th><th scope="col">${say('情况', 'Size')}</th><th scope="col" class="number">${say('可补', 'Gain')}</th><th scope="col" class="number">${say('累计', 'Together')}</th></tr></thead>
        <tbody>${rows.map(
          ([
            name,
            code,
            size,
            gain,
            gained,
          ]) => html`<tr><th scope="row">${name}</th><td data-label=${say('代码', 'Code')}>${code}</td><td data-label=${say('情况', 'Size')}>${size}</td>
            <td class="number" data-label=${say('可补', 'Gain')}>${number(gain)}</td><td class="number" data-label=${say('累计', 'Together')}>${number(gained)}</td></tr>`,
        )}</tbody>
      </table></div>
      ${rows.length < need.visitCount ? html`<p class="muted">${say(`只列前 ${rows.length} 个。`, `The first ${rows.length} are listed.`)}</p>` : nothing}`;
  }
}

customElements.define('panel-detail', PanelDetail);
