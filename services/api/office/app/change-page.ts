import { html, nothing, type TemplateResult } from 'lit';
import { say, word } from '../../pages/shared/language.ts';
import type { Changed, FieldSpec, RecordPage, RegisterSpec, RuleProblem, StepSpec, Texts, Words } from '../shapes.ts';
import { get, type OfficeError, post } from './client.ts';
import { drawField } from './fields.ts';
import { asOfficeError, errorBox, type Loaded, OfficePage, show } from './page.ts';
import { differencesList, shownValue } from './record-page.ts';
import { type Route, recordPath } from './routes.ts';

type ChangeRoute = Extract<Route, { readonly page: 'change' | 'step' | 'create' | 'begin' }>;

/** What is to be filled in, and of what. */
type Task = Words & {
  readonly action: 'create' | 'correct' | 'end' | 'void' | 'step';
  readonly register: string;
  readonly fields: readonly FieldSpec[];
  readonly record: RecordPage | null;
  readonly hasPeriods: boolean;
};

type Phase = 'fill' | 'preview' | 'saved';

/**
 * A change of a record in two steps: the form, then what it would change; only then it is written. A conflict shows the
 * record as it stands beside what was filled in.
 */
class ChangePage extends OfficePage {
  static override properties = { ...OfficePage.properties, route: { attribute: false }, language: {} };
  declare route: ChangeRoute;
  private task: Loaded<Task> | undefined;
  private asked: ChangeRoute | undefined;
  private phase: Phase = 'fill';
  private values: Record<string, string> = {};
  private version = '';
  private on = '';
  private effectiveOn = '';
  private reason = '';
  private accepts = false;
  private isBusy = false;
  private outcome: Changed | undefined;
  private refusal: OfficeError | undefined;

  protected override willUpdate(): void {
    if (this.route === this.asked) return;
    this.asked = this.route;
    void this.read();
  }

  private async read(): Promise<void> {
    Object.assign(this, { phase: 'fill', values: {}, on: '', effectiveOn: '', reason: '', accepts: false });
    Object.assign(this, { outcome: undefined, refusal: undefined });
    await this.keep<Task>(
      (loaded) => {
        this.task = loaded;
      },
      () => readTask(this.route),
    );
    if (this.task?.state !== 'ready') return;
    const { record, action } = this.task.value;
    this.version = record?.version ?? '';
    if (action === 'correct') this.values = textsOf(record?.values ?? {});
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1">${this.task?.state === 'ready' ? word(this.task.value) : say('办理', 'Change')}</h1>
      ${show(
        this.task,
        (task) => this.drawn(task),
        () => void this.read(),
      )}`;
  }

  private drawn(task: Task): TemplateResult {
    const { record } = task;
    return html`${
      record
        ? html`<p>${word(record.register)}${say('：', ': ')}<a href=${recordPath(record.register.name, record.id)}>${record.title}</a></p>`
        : nothing
    }
    ${this.refusal ? this.refused(this.refusal, task) : nothing}
    ${this.phase === 'fill' && this.refusal?.code !== 'VERSION_CONFLICT' ? this.form(task) : nothing}
    ${this.phase === 'preview' && this.outcome ? this.preview(this.outcome) : nothing}
    ${this.phase === 'saved' && this.outcome ? this.saved(this.outcome, task) : nothing}`;
  }

  private form(task: Task): TemplateResult {
    const problems: readonly RuleProblem[] = this.refusal?.details.problems ?? [];
    const isCorrection = task.action === 'correct';
    const day = (id: string, zh: string, en: string, hint: Words, value: string, set: (value: string) => void) =>
      drawField(
        {
          key: id,
          zh,
          en,
          kind: 'day',
          hint,
          required: id === 'on',
          isKey: false,
          maxLength: null,
          of: null,
          options: null,
        },
        { value, required: id === 'on', faults: [], onInput: set },
      );
    return html`<form novalidate @submit=${this.ask(true)}>
      ${task.action === 'void' ? html`<p>${say('作废用于本不该有的记录。记录会保留，可在之后撤销。', 'Void what should never have been there. It is kept, and the change can be undone.')}</p>` : nothing}
      <div class="fields">
        ${
          task.action === 'end'
            ? day(
                'on',
                '终止日期',
                'ends on',
                { zh: '不再有效的第一天', en: 'the first day on which it no longer holds' },
                this.on,
                (value) => {
                  this.on = value;
                },
              )
            : nothing
        }
        ${task.fields.map((spec) =>
          drawField(spec, {
            value: this.values[spec.key] ?? '',
            required: spec.required,
            isFixed: isCorrection && spec.isKey && spec.key !== 'effective_on',
            faults: problems.filter(({ column }) => column === spec.key).map(word),
            onInput: (value) => {
              this.values[spec.key] = value;
            },
          }),
        )}
        ${
          isCorrection && task.hasPeriods
            ? day(
                'effectiveOn',
                '自哪天起如此',
                'so from',
                {
                  zh: '留空：一直如此，改正错误；填写：此前的情况保留',
                  en: 'empty: it always was so, a mistake is put right; filled: what was before stays',
                },
                this.effectiveOn,
                (value) => {
                  this.effectiveOn = value;
                },
              )
            : nothing
        }
        <div class="field">
          <label for="reason">${say('理由', 'Reason')}</label>
          <input id="reason" maxlength="200" autocomplete="off" .value=${this.reason} @input=${(event: Event) => {
            this.reason = (event.target as HTMLInputElement).value;
          }} />
        </div>
      </div>
      <div class="actions">
        <button class="primary" ?disabled=${this.isBusy}>${this.isBusy ? say('正在核对……', 'Checking…') : say('看看会改什么', 'See what will change')}</button>
        <a class="button" href=${task.record ? recordPath(task.record.register.name, task.record.id) : '/office/find'}>${say('取消', 'Cancel')}</a>
      </div>
    </form>`;
  }

  private preview(outcome: Changed): TemplateResult {
    const hasWarnings = outcome.warnings.length > 0;
    const isEmpty = outcome.records.every(({ kind }) => kind === 'same');
    return html`<section aria-labelledby="preview">
      <h2 id="preview" tabindex="-1">${say('将要更改', 'What will change')}</h2>
      ${isEmpty ? html`<p>${say('没有任何不同，无需保存。', 'Nothing differs; there is nothing to save.')}</p>` : changesOf(outcome)}
      ${
        hasWarnings
          ? html`<div class="notice warn">
            <p><strong>${say('提醒', 'Warnings')}</strong></p>
            <ul>${outcome.warnings.map((warning) => html`<li>${word(warning)}</li>`)}</ul>
            <label class="check"><input type="checkbox" .checked=${this.accepts} @change=${(event: Event) => {
              this.accepts = (event.target as HTMLInputElement).checked;
              this.requestUpdate();
            }} />${say('已核对，仍然保存', 'I have looked at them; save all the same')}</label>
          </div>`
          : nothing
      }
      <form class="actions" @submit=${this.ask(false)}>
        <button class="primary" ?disabled=${this.isBusy || isEmpty || (hasWarnings && !this.accepts)}>${this.isBusy ? say('正在保存……', 'Saving…') : say('保存', 'Save')}</button>
        <button type="button" @click=${this.back}>${say('返回修改', 'Back to the form')}</button>
      </form>
    </section>`;
  }

  private saved(outcome: Changed, { record }: Task): TemplateResult {
    const first = outcome.records.find(({ id, kind }) => id !== null && kind !== 'removed');
    const to =
      record && first?.register !== record.register.name ? recordPath(record.register.name, record.id) : undefined;
    const path = to ?? (first?.id ? recordPath(first.register, first.id) : undefined);
    return html`<div class="notice good" role="status" tabindex="-1" id="saved">
      <p><strong>${say('已保存', 'Saved')}</strong></p>
      ${changesOf(outcome)}
      <div class="actions">
        ${path ? html`<a class="button primary" href=${path}>${say('查看记录', 'Look at the record')}</a>` : nothing}
        ${outcome.changeId === null ? nothing : html`<button type="button" ?disabled=${this.isBusy} @click=${this.undo}>${say('撤销这次更改', 'Undo this change')}</button>`}
        <a class="button" href="/office">${say('回到待办', 'Back to the work list')}</a>
      </div>
    </div>`;
  }

  private refused(error: OfficeError, task: Task): TemplateResult {
    if (error.code === 'VERSION_CONFLICT') return this.conflict(error, task);
    const problems: readonly RuleProblem[] = error.details.problems ?? [];
    if (error.code !== 'RULE_BROKEN') return errorBox(error);
    return html`<div class="notice bad" role="alert" tabindex="-1" id="refusal">
      <p><strong>${say('有不符合规则之处，没有保存', 'It breaks rules; nothing was saved')}</strong></p>
      <ul>
        ${problems.map(({ column, ...problem }) => {
          const field = task.fields.find(({ key }) => key === column);
          return html`<li>${field ? html`<a href=${`#field-${field.key}`} @click=${this.toField(field.key)}>${word(field)}</a>${say('：', ': ')}` : nothing}${word(problem)}</li>`;
        })}
      </ul>
    </div>`;
  }

  /** The record as it stands and as it would become, field by field where they differ. */
  private conflict({ details }: OfficeError, task: Task): TemplateResult {
    const fields = task.record?.register.fields ?? task.fields;
    const current = details.current as Texts;
    const yours = details.yours as Texts;
    const before = task.record?.values ?? {};
    const rows = fields.filter(
      ({ key }) => (current[key] ?? null) !== (yours[key] ?? null) || (current[key] ?? null) !== (before[key] ?? null),
    );
    return html`<div class="notice warn" role="alert" tabindex="-1" id="refusal">
      <p><strong>${say('他人刚刚更改过这条记录，您的更改没有保存', 'Somebody changed this record meanwhile; your change was not saved')}</strong></p>
      <div class="table"><table class="stack">
        <caption>${say('请对照', 'Compare')}</caption>
        <thead><tr><th scope="col">${say('字段', 'field')}</th><th scope="col">${say('您打开时', 'as you read it')}</th><th scope="col">${say('现在', 'as it stands')}</th><th scope="col">${say('您的', 'yours')}</th></tr></thead>
        <tbody>${rows.map(
          (field) => html`<tr>
            <th scope="row">${word(field)}</th>
            <td data-label=${say('您打开时', 'as you read it')}>${shownValue(field, before[field.key] ?? null)}</td>
            <td data-label=${say('现在', 'as it stands')}>${shownValue(field, current[field.key] ?? null)}</td>
            <td data-label=${say('您的', 'yours')}>${shownValue(field, yours[field.key] ?? null)}</td>
          </tr>`,
        )}</tbody>
      </table></div>
      <div class="actions">
        <button type="button" class="primary" @click=${() => this.carryOn(details)}>${say('以现在的内容为准，只保留我改的字段', 'Take it as it stands, with my fields on top')}</button>
        <button type="button" @click=${() => void this.read()}>${say('放弃我的更改', 'Drop my change')}</button>
      </div>
    </div>`;
  }

  /** What was filled in by hand is put on top of the record as it stands. */
  private carryOn(details: OfficeError['details']): void {
    if (this.task?.state !== 'ready') return;
    const task = this.task.value;
    const mine = this.changed(task);
    this.version = String(details.version);
    if (task.record && task.action === 'correct') {
      const current = details.current as Texts;
      this.task = { state: 'ready', value: { ...task, record: { ...task.record, values: current } } };
      this.values = { ...textsOf(current), ...mine };
    }
    this.refusal = undefined;
    this.phase = 'fill';
    this.requestUpdate();
    void this.focusOn('form input:not([readonly])');
  }

  /** The fields to send: those that differ of a correction, those that are filled otherwise. */
  private changed({ action, fields, record }: Task): Record<string, string> {
    return Object.fromEntries(
      fields.flatMap(({ key, isKey }) => {
        const value = (this.values[key] ?? '').trim();
        if (action !== 'correct') return value === '' ? [] : [[key, value]];
        return isKey || value === (record?.values[key] ?? '') ? [] : [[key, value]];
      }),
    );
  }

  private readonly ask = (dryRun: boolean) => async (event: Event) => {
    event.preventDefault();
    if (this.task?.state !== 'ready' || this.isBusy) return;
    const task = this.task.value;
    this.isBusy = true;
    this.refusal = undefined;
    this.requestUpdate();
    try {
      this.outcome = await post<Changed>('/office/data/change', {
        ...{ action: task.action, register: task.register, values: this.changed(task), dryRun },
        ...{ reason: this.reason, acceptWarnings: this.accepts },
        ...(task.record ? { id: task.record.id, version: this.version } : {}),
        ...('step' in this.route ? { step: this.route.step } : {}),
        ...(this.effectiveOn ? { effectiveOn: this.effectiveOn } : {}),
        ...(this.on ? { on: this.on } : {}),
      });
      this.phase = dryRun ? 'preview' : 'saved';
    } catch (error) {
      this.refusal = asOfficeError(error);
      this.phase = 'fill';
    }
    this.isBusy = false;
    this.requestUpdate();
    await this.focusOn(this.refusal ? '[role="alert"]' : this.phase === 'saved' ? '#saved' : '#preview');
  };

  private readonly back = () => {
    this.phase = 'fill';
    this.accepts = false;
    this.requestUpdate();
    void this.focusOn('form input:not([readonly]), form select');
  };

  private readonly undo = async () => {
    if (this.isBusy || this.outcome?.changeId == null) return;
    this.isBusy = true;
    this.requestUpdate();
    try {
      await post('/office/intake/undo', { importId: this.outcome.changeId });
      await this.read();
    } catch (error) {
      this.refusal = asOfficeError(error);
    }
    this.isBusy = false;
    this.requestUpdate();
    await this.focusOn(this.refusal ? '[role="alert"]' : 'h1');
  };

  private readonly toField = (key: string) => (event: Event) => {
    event.preventDefault();
    this.querySelector<HTMLElement>(`#field-${key}`)?.focus();
  };
}

function changesOf({ records }: Changed): TemplateResult {
  const kinds = {
    created: ['新增', 'new'],
    changed: ['更改', 'changed'],
    removed: ['作废', 'voided'],
    same: ['不变', 'unchanged'],
  } as const;
  return html`<ul class="list">
    ${records.map(({ name, kind, changes }) => {
      const [zh, en] = kinds[kind];
      return html`<li><span class="tag">${say(zh, en)}</span> ${word(name)}${kind === 'removed' ? nothing : differencesList(changes)}</li>`;
    })}
  </ul>`;
}

const textsOf = (values: Texts): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? '']));

async function readTask(route: ChangeRoute): Promise<Task> {
  if (route.page === 'create') {
    const register = await get<RegisterSpec>(`/office/data/registers/${encodeURIComponent(route.register)}`);
    return {
      ...{ zh: `新增：${register.zh}`, en: `Create: ${register.en}`, action: 'create', register: register.name },
      ...{ fields: register.fields, record: null, hasPeriods: false },
    };
  }
  if (route.page === 'begin') {
    const { beginnings } = await get<{ beginnings: readonly (StepSpec & { register: string })[] }>(
      '/office/data/registers',
    );
    const step = beginnings.find(({ name }) => name === route.step);
    if (!step) throw noStep(route.step);
    return {
      zh: step.zh,
      en: step.en,
      action: 'step',
      register: step.register,
      fields: step.fields,
      record: null,
      hasPeriods: false,
    };
  }
  const record = await get<RecordPage>(
    `/office/data/records/${encodeURIComponent(route.register)}/${encodeURIComponent(route.id)}`,
  );
  const { register } = record;
  if (route.page === 'step') {
    const step = record.workflow?.steps.find(({ name }) => name === route.step);
    if (!step) throw noStep(route.step);
    return {
      zh: step.zh,
      en: step.en,
      action: 'step',
      register: register.name,
      fields: step.fields,
      record,
      hasPeriods: false,
    };
  }
  const names = { correct: ['更正', 'Correct'], end: ['终止', 'End'], void: ['作废', 'Void'] } as const;
  const [zh, en] = names[route.action];
  const fields =
    route.action === 'correct'
      ? register.fields.filter(({ key }) => key !== 'effective_on')
      : register.fields.filter(({ key }) => route.action === 'end' && register.endFields?.includes(key));
  return { zh, en, action: route.action, register: register.name, fields, record, hasPeriods: register.hasPeriods };
}

/** The address names a step that cannot be taken now, such as by an old link. */
function noStep(name: string): OfficeError {
  return Object.assign(asOfficeError(new Error(name)), {
    ...{ kind: 'not-found', message: 'this step cannot be taken now', messageZh: '现在不能办理这一步' },
  });
}

customElements.define('office-change', ChangePage);
