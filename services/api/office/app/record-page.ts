import { html, nothing, type TemplateResult } from 'lit';
import { moment, say, word } from '../../pages/shared/language.ts';
import type { Difference, FieldSpec, HistoryEntry, RecordPage, WorkflowState } from '../shapes.ts';
import { get } from './client.ts';
import { type Loaded, OfficePage, show } from './page.ts';
import { recordPath } from './routes.ts';

/** A record as it stands: its workflow, its fields, the times in which it was so, and who changed what. */
class RecordPageElement extends OfficePage {
  static override properties = { ...OfficePage.properties, route: { attribute: false }, language: {} };
  declare route: { readonly register: string; readonly id: string };
  private record: Loaded<RecordPage> | undefined;
  private asked = '';

  protected override willUpdate(): void {
    const asked = `${this.route.register} ${this.route.id}`;
    if (asked === this.asked) return;
    this.asked = asked;
    void this.read();
  }

  private read(): Promise<void> {
    return this.keep<RecordPage>(
      (loaded) => {
        this.record = loaded;
      },
      () => get(`/office/data/records/${encodeURIComponent(this.route.register)}/${encodeURIComponent(this.route.id)}`),
    );
  }

  protected override render(): TemplateResult {
    const title = this.record?.state === 'ready' ? this.record.value.title : this.route.id;
    return html`<h1 tabindex="-1">${title}</h1>
      ${show(
        this.record,
        (record) => this.drawn(record),
        () => void this.read(),
      )}`;
  }

  private drawn({ register, id, values, may, periods, history, workflow }: RecordPage): TemplateResult {
    const to = (action: string) => recordPath(register.name, id, action);
    return html`<p class="muted">${word(register)} · ${word(register.note)}</p>
      ${workflow ? this.workflow(workflow, register.name, id) : nothing}
      <h2>${say('内容', 'Fields')}</h2>
      <dl class="facts">
        ${register.fields
          .filter(({ key }) => values[key])
          .map(
            (field) => html`<div><dt>${word(field)}</dt><dd>${shownValue(field, values[field.key] ?? null)}</dd></div>`,
          )}
      </dl>
      ${
        may.correct || may.end || may.void
          ? html`<div class="actions">
            ${may.correct ? html`<a class="button" href=${to('correct')}>${say('更正', 'Correct')}</a>` : nothing}
            ${may.end ? html`<a class="button" href=${to('end')}>${say('终止', 'End')}</a>` : nothing}
            ${may.void ? html`<a class="button" href=${to('void')}>${say('作废', 'Void')}</a>` : nothing}
          </div>`
          : html`<p class="muted">${say('您可以查看，不能更改这条记录；更改须由有“经办人员”等角色的人办理。', 'You may look at this record, not change it; that takes a role such as officer.')}</p>`
      }
      ${
        periods.length > 0
          ? html`<h2>${say('各时段的情况', 'As it was')}</h2>
            <div class="table"><table class="stack">
              <thead><tr><th scope="col">${say('自', 'from')}</th><th scope="col">${say('至（不含）', 'until')}</th><th scope="col">${say('情况', 'facts')}</th></tr></thead>
              <tbody>${periods.map(
                ({ from, to: until, facts }) => html`<tr>
                  <th scope="row">${from}</th>
                  <td data-label=${say('至', 'until')}>${until ?? say('今', 'now')}</td>
                  <td>${facts.map((fact) => `${word(fact)}${say('：', ': ')}${fact.value}`).join(say('；', '; '))}</td>
                </tr>`,
              )}</tbody>
            </table></div>`
          : nothing
      }
      ${history.length > 0 ? html`<h2>${say('更改经过', 'History')}</h2><ol class="list" reversed>${history.map(historyEntry)}</ol>` : nothing}`;
  }

  private workflow(
    { states, state, dueOn, mayAct, steps, ...name }: WorkflowState,
    register: string,
    id: string,
  ): TemplateResult {
    return html`<section aria-labelledby="workflow">
      <h2 id="workflow">${word(name)}</h2>
      <ol class="steps">
        ${states.map((each) => html`<li aria-current=${each.name === state ? 'step' : nothing}>${word(each)}</li>`)}
      </ol>
      ${dueOn ? html`<p>${say('期限：', 'Due: ')}<strong>${dueOn}</strong></p>` : nothing}
      ${
        mayAct && steps.length > 0
          ? html`<div class="actions">
            <span>${say('下一步：', 'Next: ')}</span>
            ${steps.map((step) => html`<a class="button primary" href=${recordPath(register, id, 'steps', step.name)}>${word(step)}</a>`)}
          </div>`
          : html`<p class="muted">${steps.length === 0 ? say('当前状态没有后续步骤。', 'Nothing follows from this state.') : say('后续步骤由有办理权限的人办理。', 'The next step is taken by whoever may change such records.')}</p>`
      }
    </section>`;
  }
}

function historyEntry({ at, by, source, reason, isFirst, changes }: HistoryEntry): TemplateResult {
  return html`<li>
    <strong>${moment(at)}</strong> ${by} <span class="muted">${word(source)}</span>
    ${reason ? html`<div>${say('理由：', 'Reason: ')}${reason}</div>` : nothing}
    ${isFirst ? html`<div class="muted">${say('首次登记', 'first recorded')}</div>` : differencesList(changes)}
  </li>`;
}

/** What became of what, a line a field. */
export function differencesList(changes: readonly Difference[]): TemplateResult | typeof nothing {
  if (changes.length === 0) return nothing;
  return html`<ul>
    ${changes.map(
      (change) =>
        html`<li>${word(change)}${say('：', ': ')}${change.before === null ? nothing : html`<del>${change.before}</del> → `}<ins>${change.after ?? say('（空）', '(empty)')}</ins></li>`,
    )}
  </ul>`;
}

/** A code with its name; anything else as it is. */
export function shownValue({ options }: FieldSpec, value: string | null): string {
  if (value === null) return say('（空）', '(empty)');
  const option = options?.find(({ code }) => code === value);
  return option ? `${word(option)}（${value}）` : value;
}

customElements.define('office-record', RecordPageElement);
