import { html, nothing, type TemplateResult } from 'lit';
import { say, word } from '../../pages/shared/language.ts';
import type { WorkPage } from '../shapes.ts';
import { ListPage } from './list-page.ts';
import { show } from './page.ts';
import { go, recordPath } from './routes.ts';
import { choiceList, suggest } from './suggest.ts';

const dueNames = {
  overdue: ['已超期', 'overdue', 'bad'],
  soon: ['即将到期', 'due soon', 'warn'],
  later: ['以后到期', 'later', 'muted'],
  none: ['未设期限', 'no day set', 'muted'],
} as const;
type Due = keyof typeof dueNames;

const dueName = (due: string): string => {
  const [zh, en] = dueNames[due as Due] ?? [due, due];
  return say(zh, en);
};

/** What waits to be done: how much of each kind, and the most urgent, with the way to each record. */
class WorkPageElement extends ListPage<WorkPage> {
  protected override readonly address = '/office';
  protected override readonly source = '/office/data/work';

  protected override render(): TemplateResult {
    const isMine = this.query.get('mine') === 'yes';
    const choose = (name: string) => (event: Event) =>
      go(this.with({ [name]: (event.target as HTMLInputElement).value.trim() }));
    const offer = (event: Event) => suggest(event.target as HTMLInputElement, 'scope');
    return html`<h1 tabindex="-1">${say('待办', 'Work list')}</h1>
      <div class="actions">
        <a class="button" href=${this.with({ mine: null })} aria-current=${isMine ? nothing : 'true'}>${say('全部', 'Everything')}</a>
        <a class="button" href=${this.with({ mine: 'yes' })} aria-current=${isMine ? 'true' : nothing}>${say('待我办理', 'Waiting for me')}</a>
      </div>
      <div class="fields">
        <div class="field">
          <label for="due">${say('期限', 'Due')}</label>
          <select id="due" @change=${choose('due')}>
            <option value="" ?selected=${!this.query.get('due')}>${say('不限', 'any')}</option>
            ${Object.keys(dueNames).map((due) => html`<option value=${due} ?selected=${this.query.get('due') === due}>${dueName(due)}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="scope">${say('范围', 'Scope')}</label>
          <input id="scope" autocomplete="off" placeholder="region:320924" list="scope-choices" .value=${this.query.get('scope') ?? ''} @change=${choose('scope')} @focus=${offer} @input=${offer} aria-describedby="scope-hint" />
          ${choiceList('scope-choices')}
          <span class="hint" id="scope-hint">${say('输入名称或代码选择；留空为全部', 'choose by name or code; empty: all')}</span>
        </div>
      </div>
      ${show(
        this.listed,
        (work) => this.drawn(work),
        () => void this.read(),
      )}`;
  }

  /** Counts first, as they say where to look; of one kind, or further down the list, the records. */
  private drawn({ items, counts, next }: WorkPage): TemplateResult {
    const kind = this.query.get('kind');
    const busy = counts.filter((count) => count.overdue + count.soon + count.later + count.none > 0);
    const nameOf = (name: string) => {
      const found = counts.find((count) => count.kind === name);
      return found ? word(found) : name;
    };
    if (busy.length === 0) {
      return html`<div class="notice good" role="status">
        <p>${say('没有待办事项。', 'Nothing waits to be done.')}</p>
        ${this.query.toString() ? html`<p><a href="/office">${say('查看全部', 'Show everything')}</a></p>` : nothing}
      </div>`;
    }
    const records = html`
      <h2>${kind ? nameOf(kind) : say('最紧急的', 'The most urgent')}</h2>
      ${kind ? html`<p><a href=${this.with({ kind: null })}>${say('显示所有事项', 'Show every kind')}</a></p>` : nothing}
      ${
        items.length === 0
          ? html`<p role="status">${say('按此条件没有事项。', 'Nothing of this kind.')}</p>`
          : html`<div class="table"><table class="stack">
          <thead><tr><th scope="col">${say('记录', 'Record')}</th><th scope="col">${say('事项', 'What')}</th><th scope="col">${say('期限', 'Due')}</th></tr></thead>
          <tbody>
            ${items.map(
              (item) => html`<tr>
                <th scope="row"><a href=${recordPath(item.register, item.recordId)}>${item.title}</a></th>
                <td>${nameOf(item.kind)}</td>
                <td><span class="tag ${dueNames[item.due as Due]?.[2] ?? ''}">${dueName(item.due)}</span> ${item.dueOn ?? nothing}</td>
              </tr>`,
            )}
          </tbody>
        </table></div>`
      }
      <div class="actions">
        ${this.query.has('after') ? html`<a class="button" href=${this.with({})}>${say('回到最紧急的', 'Back to the most urgent')}</a>` : nothing}
        ${next === null ? nothing : html`<a class="button" href=${this.with({ after: next })}>${say('下一页', 'Next page')}</a>`}
      </div>`;
    const kinds = html`
      <h2>${say('按事项', 'By kind')}</h2>
      <div class="table"><table class="stack">
        <thead><tr>
          <th scope="col">${say('事项', 'What')}</th>
          ${Object.keys(dueNames).map((due) => html`<th scope="col" class="number">${dueName(due)}</th>`)}
        </tr></thead>
        <tbody>
          ${busy.map(
            (count) => html`<tr>
              <th scope="row"><a href=${this.with({ kind: count.kind, due: null })} aria-current=${kind === count.kind ? 'true' : nothing}>${word(count)}</a></th>
              ${(Object.keys(dueNames) as Due[]).map((due) => html`<td class="number" data-label=${dueName(due)}>${count[due]}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table></div>`;
    return kind || this.query.has('after') ? html`${records}${kinds}` : html`${kinds}${records}`;
  }
}

customElements.define('office-work', WorkPageElement);
