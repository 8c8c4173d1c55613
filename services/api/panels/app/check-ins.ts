import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../pages/shared/language.ts';
import {
  CHECK_INS,
  type ChangeOutcome,
  type CheckIn,
  type CheckInsAnswer,
  CORRECT_CHECK_IN,
  CREATE_CHECK_IN,
  type OutcomeAnswer,
  VOID_CHECK_IN,
} from './answers.ts';
import { ask, type Me, type PanelError } from './client.ts';
import { asPanelError, day, errorBox, type Loaded, measure, named, readValue, show, signIn } from './draw.ts';
import { PanelSection } from './section.ts';

const OUTCOMES = {
  HELD: ['已兑现', 'held', 'good'],
  MISSED: ['未兑现', 'missed', 'bad'],
  OPEN: ['未到期', 'open', 'muted'],
  UNMEASURED: ['无数据', 'no figure', 'muted'],
} as const;

/** The form as it is filled; the promise is text until it is sent. */
type Draft = { owner: string; interpretation: string; commitment: string; dueOn: string; promised: string };
const EMPTY: Draft = { owner: '', interpretation: '', commitment: '', dueOn: '', promised: '' };

/** Check-ins on the chosen target: what was said, what was promised, and whether it held; written here by who signed in. */
class PanelCheckIns extends PanelSection {
  static override properties = { ...PanelSection.properties, me: { attribute: false } };
  declare me: Me | undefined;
  private rows: Loaded<readonly CheckIn[]> | undefined;
  private draft: Draft | undefined;
  /** The one that is corrected; undefined for a new one. */
  private correcting: CheckIn | undefined;
  private outcome: ChangeOutcome | undefined;
  private failure: PanelError | undefined;
  private isSending = false;
  private told = '';

  protected override willUpdate(): void {
    this.askAnew([this.about, this.me?.name], () => {
      this.stop();
      this.load();
    });
  }

  private readonly load = (): void => {
    void this.keep(
      () => this.rows,
      (loaded) => {
        this.rows = loaded;
      },
      async () => (await ask<CheckInsAnswer>(CHECK_INS, this.about)).judgedCheckIns,
    );
  };

  private stop(): void {
    this.draft = undefined;
    this.correcting = undefined;
    this.outcome = undefined;
    this.failure = undefined;
  }

  private async begin(of?: CheckIn): Promise<void> {
    this.stop();
    this.told = '';
    this.correcting = of;
    this.draft = of ? { ...of, promised: this.typed(of.promisedValue) } : { ...EMPTY };
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>('#check-in-owner')?.focus();
  }

  private get isShare(): boolean {
    return this.standing?.target.metric.unit === 'SHARE' || this.standing?.target.metric.unit === 'COMPLETION';
  }

  /** A promise as it is typed: 72% for a share, the number for all else. */
  private typed(value: number): string {
    return this.isShare ? `${Number((value * 100).toFixed(4))}%` : String(value);
  }

  private async send(dryRun: boolean): Promise<void> {
    const { draft, standing, correcting } = this;
    if (!draft || !standing || this.isSending) return;
    this.isSending = true;
    this.outcome = undefined;
    this.failure = undefined;
    this.requestUpdate();
    const { owner, interpretation, commitment, dueOn, promised } = draft;
    const values = {
      owner,
      interpretation,
      commitment,
      dueOn,
      promisedValue: readValue(promised, standing.target.metric),
    };
    try {
      const { outcome } = correcting
        ? await ask<OutcomeAnswer>(CORRECT_CHECK_IN, {
            id: correcting.id,
            version: correcting.version,
            input: values,
            dryRun,
            reason: null,
          })
        : await ask<OutcomeAnswer>(CREATE_CHECK_IN, {
            input: { ...values, targetCode: standing.target.code, scopeId: this.about.scope, madeOn: today() },
            dryRun,
          });
      this.outcome = outcome;
      if (outcome.__typename === 'RecordChanged' && !dryRun) {
        this.stop();
        this.told = say('已保存，留有记录。', 'Saved; what was before is kept.');
        this.load();
      }
    } catch (error) {
      this.failure = asPanelError(error);
    }
    this.isSending = false;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>('.check-ins .notice')?.focus();
  }

  private async void(of: CheckIn): Promise<void> {
    const reason = window.prompt(
      say('作废这一条，请写原因（保留可查）：', 'Void this one. Why? It is kept and can be looked up:'),
    );
    if (!reason) return;
    this.stop();
    try {
      const { outcome } = await ask<OutcomeAnswer>(VOID_CHECK_IN, { id: of.id, version: of.version, reason });
      if (outcome.__typename === 'RecordChanged') {
        this.told = say('已作废。', 'Voided.');
        this.load();
      } else this.outcome = outcome;
    } catch (error) {
      this.failure = asPanelError(error);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { standing, me } = this;
    if (!standing) return nothing;
    return html`<div class="check-ins"><h2 tabindex="-1">${say('研判与承诺', 'Check-ins')}${say('：', ': ')}${named(standing.target.metric)}</h2>
      <p class="muted">${say('责任人写明怎么看、承诺到哪天做到多少；到期按已发布的数判定。', 'Whoever answers for the target says how to read it and what is promised by when; the figure published for that day decides.')}</p>
      ${this.told ? html`<div class="notice good" role="status" tabindex="-1"><p>${this.told}</p></div>` : nothing}
      ${show(this.rows, (rows) => this.listed(rows), this.load)}
      ${this.failure ? errorBox(this.failure) : nothing}
      ${this.refused()}
      ${
        this.draft
          ? this.form(this.draft)
          : me?.kind === 'account'
            ? html`<p class="actions"><button type="button" class="primary" @click=${() => void this.begin()}>${say('写研判与承诺', 'Write a check-in')}</button></p>`
            : me && this.rows?.state === 'ready'
              ? signIn()
              : nothing
      }</div>`;
  }

  private listed(rows: readonly CheckIn[]): TemplateResult {
    const words = this.standing && measure(this.standing.target.metric);
    if (rows.length === 0)
      return html`<p>${say('这项目标还没有研判。', 'There is no check-in on this target yet.')}</p>`;
    return html`<ul class="list">${rows.map((row) => {
      const [zh, en, tone] = OUTCOMES[row.outcome];
      return html`<li>
        <p><span class="tag ${tone}">${say(zh, en)}</span> <strong>${row.commitment}</strong></p>
        <p>${say(`${day(row.dueOn)}前达到 ${words?.valueText(row.promisedValue)}`, `${words?.valueText(row.promisedValue)} by ${day(row.dueOn)}`)}${row.value === null || row.measuredOn === null ? nothing : say(`；${day(row.measuredOn)}为 ${words?.valueText(row.value)}`, `; ${words?.valueText(row.value)} on ${day(row.measuredOn)}`)}</p>
        <p>${row.interpretation}</p>
        <p class="muted">${row.owner}${say('，', ', ')}${day(row.madeOn)}${row.by ? say(`，${row.by} 填写`, `, written by ${row.by}`) : nothing}
          ${
            this.me?.kind === 'account'
              ? html`<button type="button" class="quiet" @click=${() => void this.begin(row)}>${say('更正', 'Correct')}</button>
                <button type="button" class="quiet" @click=${() => void this.void(row)}>${say('作废', 'Void')}</button>
                <a href=${`/office/records/check_in/${row.recordId}`}>${say('历次修改', 'History')}</a>`
              : nothing
          }</p>
      </li>`;
    })}</ul>`;
  }

  private refused(): TemplateResult | typeof nothing {
    const { outcome } = this;
    if (!outcome) return nothing;
    if (outcome.__typename === 'RecordChanged') {
      return html`<div class="notice good" role="status" tabindex="-1"><p><strong>${say('可以保存，尚未保存。', 'It can be saved; nothing was written.')}</strong></p>
        <ul>${outcome.records.flatMap(({ changes }) => changes.map((one) => html`<li>${named(one)}${say('：', ': ')}${one.before ? html`<del>${one.before}</del> ` : nothing}<ins>${one.after ?? '–'}</ins></li>`))}</ul></div>`;
    }
    return html`<div class="notice warn" role="alert" tabindex="-1"><p><strong>${say(outcome.messageZh, outcome.message)}</strong></p>
      ${outcome.__typename === 'RuleBroken' ? html`<ul>${outcome.problems.map((one) => html`<li>${fieldName(one.field)}${say(one.messageZh, one.message)}</li>`)}</ul>` : nothing}
      ${outcome.__typename === 'VersionConflict' ? html`<p><button type="button" @click=${() => this.again()}>${say('重新读取', 'Read it again')}</button></p>` : nothing}</div>`;
  }

  private again(): void {
    this.stop();
    this.load();
    this.requestUpdate();
  }

  private form(draft: Draft): TemplateResult {
    const set = (key: keyof Draft) => (event: Event) => {
      draft[key] = (event.target as HTMLInputElement).value;
    };
    const { publication } = this.shown.panel;
    return html`<form class="check-in-form" @submit=${(event: Event) => {
      event.preventDefault();
      void this.send(false);
    }}>
      <h3>${this.correcting ? say('更正', 'Correct') : say('写研判与承诺', 'Write a check-in')}</h3>
      <div class="fields">
        <div class="field"><label for="check-in-owner">${say('责任人（职务或部门）', 'Owner (an office or a department)')}</label>
          <input id="check-in-owner" required maxlength="80" .value=${draft.owner} @input=${set('owner')}></div>
        <div class="field"><label for="check-in-due">${say('承诺到期', 'By when')}</label>
          <input id="check-in-due" type="date" required min=${publication.asOf} .value=${draft.dueOn} @input=${set('dueOn')}></div>
        <div class="field"><label for="check-in-promised">${say('承诺值', 'Promised value')}</label>
          <input id="check-in-promised" required inputmode="decimal" placeholder=${this.isShare ? '72%' : '42'} .value=${draft.promised} @input=${set('promised')}>
          <span class="hint">${this.isShare ? say('写作 72%', 'as 72%') : say('写作数字', 'a number')}</span></div>
      </div>
      <div class="field"><label for="check-in-interpretation">${say('研判：怎么看这个数', 'How the figure is to be read')}</label>
        <textarea id="check-in-interpretation" required maxlength="500" rows="3" .value=${draft.interpretation} @input=${set('interpretation')}></textarea></div>
      <div class="field"><label for="check-in-commitment">${say('承诺：做什么', 'What is promised')}</label>
        <textarea id="check-in-commitment" required maxlength="500" rows="2" .value=${draft.commitment} @input=${set('commitment')}></textarea></div>
      <p class="actions">
        <button class="primary" ?disabled=${this.isSending}>${say('保存', 'Save')}</button>
        <button type="button" ?disabled=${this.isSending} @click=${() => void this.send(true)}>${say('先检查，不保存', 'Check, without saving')}</button>
        <button type="button" @click=${() => {
          this.stop();
          this.requestUpdate();
        }}>${say('取消', 'Cancel')}</button>
      </p>
    </form>`;
  }
}

const FIELDS: Readonly<Record<string, readonly [string, string]>> = {
  owner: ['责任人', 'owner'],
  interpretation: ['研判', 'interpretation'],
  commitment: ['承诺', 'commitment'],
  dueOn: ['承诺到期', 'by when'],
  promisedValue: ['承诺值', 'promised value'],
  madeOn: ['研判日期', 'made on'],
};

/** Which field a rule speaks of. */
const fieldName = (field: string | null): string => {
  const [zh, en] = (field && FIELDS[field]) || [];
  return zh && en ? say(`${zh}：`, `${en}: `) : '';
};

/** Today in the time of the federation. */
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

customElements.define('panel-check-ins', PanelCheckIns);
